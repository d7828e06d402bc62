CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`created_at` integer NOT NULL,
	`paused_until` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `directory` (
	`account_id` text NOT NULL,
	`address_hash` blob NOT NULL,
	`chat_id` text NOT NULL,
	`address_sealed` blob NOT NULL,
	`evidence` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `address_hash`),
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `directory_chat` ON `directory` (`chat_id`);