CREATE TABLE `dead_letters` (
	`key` blob PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`at` integer NOT NULL,
	`why` text NOT NULL,
	`body_sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `files` (
	`chat_id` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`at` integer NOT NULL,
	`why` text,
	`mime` text,
	`size` integer,
	`ref_sealed` blob,
	PRIMARY KEY(`chat_id`, `name`)
);
--> statement-breakpoint
CREATE INDEX `files_due` ON `files` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
DROP INDEX `inbox_waiting`;--> statement-breakpoint
ALTER TABLE `inbox` ADD `order_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `inbox_waiting` ON `inbox` (`chat_id`,`order_at`,`rid`) WHERE state = 'waiting';--> statement-breakpoint
ALTER TABLE `chats` ADD `heard_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `chats` ADD `blocked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `chats` ADD `knocked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `unsure` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `is_notice` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `is_template` integer DEFAULT false NOT NULL;