CREATE TABLE `office_editions` (
	`id` text PRIMARY KEY NOT NULL,
	`published_at` integer NOT NULL,
	`first` text NOT NULL,
	`facts` text NOT NULL,
	`changes` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `office_fact_changes` (
	`n` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`fact` text NOT NULL,
	`record` text,
	`reason` text NOT NULL,
	`undoes` integer,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decided_why` text,
	`effective_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `office_fact_changes_key_unique` ON `office_fact_changes` (`key`);--> statement-breakpoint
CREATE INDEX `office_fact_changes_fact` ON `office_fact_changes` (`fact`,`n`);--> statement-breakpoint
CREATE INDEX `office_fact_changes_state` ON `office_fact_changes` (`state`,`n`);--> statement-breakpoint
CREATE TABLE `office_heard` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`at` integer NOT NULL,
	`language` text NOT NULL,
	`flow` text,
	`node` text,
	`guess` text,
	`text_sealed` blob NOT NULL,
	`label` text,
	`labelled_by` text,
	`labelled_at` integer,
	`batch` text
);
--> statement-breakpoint
CREATE INDEX `office_heard_open` ON `office_heard` (`label`,`at`);--> statement-breakpoint
CREATE INDEX `office_heard_chat` ON `office_heard` (`chat_id`,`at`);--> statement-breakpoint
CREATE INDEX `office_heard_batch` ON `office_heard` (`batch`);