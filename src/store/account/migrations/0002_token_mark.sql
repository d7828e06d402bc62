ALTER TABLE `accounts` ADD `refused_until` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `accounts` ADD `token_mark` blob;