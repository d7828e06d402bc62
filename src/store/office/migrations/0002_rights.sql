CREATE TABLE `office_erasures` (
	`number` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`scope` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`approved_by` text,
	`approved_at` integer,
	`run_at` integer,
	`must_at` integer,
	`done_at` integer,
	`counts` text
);
--> statement-breakpoint
CREATE INDEX `office_erasures_run` ON `office_erasures` (`state`,`run_at`);--> statement-breakpoint
CREATE TABLE `office_consents` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`purpose` text NOT NULL,
	`answer` text NOT NULL,
	`version` text NOT NULL,
	`language` text NOT NULL,
	`channel` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `office_consents_chat` ON `office_consents` (`chat_id`,`at`);--> statement-breakpoint
CREATE INDEX `office_consents_at` ON `office_consents` (`at`);--> statement-breakpoint
CREATE TABLE `office_retention` (
	`day` text NOT NULL,
	`class` text NOT NULL,
	`at` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`day`, `class`)
);
--> statement-breakpoint
ALTER TABLE `office_cases` ADD `child` integer DEFAULT false NOT NULL;