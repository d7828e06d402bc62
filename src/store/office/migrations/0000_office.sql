CREATE TABLE `office_alarms` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`chat_id` text NOT NULL,
	`reason` text NOT NULL,
	`topic` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `office_alarms_at` ON `office_alarms` (`at`);--> statement-breakpoint
CREATE TABLE `office_cards` (
	`chat_id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`owner` text NOT NULL,
	`reason` text,
	`topic` text NOT NULL,
	`urgent` integer NOT NULL,
	`waiting_since` integer,
	`last_message_at` integer NOT NULL,
	`unread` integer NOT NULL,
	`silent_since` integer,
	`summary_sealed` blob
);
--> statement-breakpoint
CREATE INDEX `office_cards_owner` ON `office_cards` (`owner`,`last_message_at`);--> statement-breakpoint
CREATE INDEX `office_cards_silent` ON `office_cards` (`silent_since`);--> statement-breakpoint
CREATE TABLE `office_case_history` (
	`number` text NOT NULL,
	`n` integer NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`note_sealed` blob,
	PRIMARY KEY(`number`, `n`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `office_case_history_key_unique` ON `office_case_history` (`key`);--> statement-breakpoint
CREATE TABLE `office_cases` (
	`number` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`chat_id` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`place_code` text,
	`language` text NOT NULL,
	`urgent` integer NOT NULL,
	`late` integer NOT NULL,
	`filed_at` integer NOT NULL,
	`occurred_at` integer,
	`deadline_at` integer,
	`changed_at` integer NOT NULL,
	`of` text,
	`code_hash` blob NOT NULL,
	`code_sealed` blob NOT NULL,
	`fields_sealed` blob NOT NULL,
	`summary_sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `office_cases_id_unique` ON `office_cases` (`id`);--> statement-breakpoint
CREATE INDEX `office_cases_filed` ON `office_cases` (`filed_at`);--> statement-breakpoint
CREATE INDEX `office_cases_state` ON `office_cases` (`state`,`filed_at`);--> statement-breakpoint
CREATE TABLE `office_inbox` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `office_look_ups` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`number_hash` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `office_look_ups_chat` ON `office_look_ups` (`chat_id`,`at`);--> statement-breakpoint
CREATE INDEX `office_look_ups_number` ON `office_look_ups` (`number_hash`,`at`);--> statement-breakpoint
CREATE TABLE `office_outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cause` text NOT NULL,
	`chat_id` text NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`subject` text NOT NULL,
	`notice_sealed` blob,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `office_outbox_cause_unique` ON `office_outbox` (`cause`);--> statement-breakpoint
CREATE INDEX `office_outbox_due` ON `office_outbox` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `office_outbox_chat` ON `office_outbox` (`chat_id`,`state`,`seq`);