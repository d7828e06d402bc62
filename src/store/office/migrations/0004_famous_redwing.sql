CREATE TABLE `case_name_words` (
	`number` text NOT NULL,
	`hash` blob NOT NULL,
	`chat_id` text NOT NULL,
	PRIMARY KEY(`number`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `case_name_words_hash` ON `case_name_words` (`hash`);--> statement-breakpoint
CREATE TABLE `desk_canned` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `desk_chat_labels` (
	`chat_id` text NOT NULL,
	`label` text NOT NULL,
	PRIMARY KEY(`chat_id`, `label`)
);
--> statement-breakpoint
CREATE INDEX `desk_chat_labels_label` ON `desk_chat_labels` (`label`);--> statement-breakpoint
CREATE TABLE `desk_chats` (
	`chat_id` text PRIMARY KEY NOT NULL,
	`mask_sealed` blob,
	`mask_hash` blob,
	`team` text,
	`snoozed_until` integer,
	`resolved_at` integer,
	`muted_until` integer,
	`mute_reason` text,
	`muted_by` text
);
--> statement-breakpoint
CREATE INDEX `desk_chats_mask` ON `desk_chats` (`mask_hash`);--> statement-breakpoint
CREATE TABLE `desk_labels` (
	`name` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `desk_staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`team` text,
	`presence` text NOT NULL,
	`since` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`most` integer
);
--> statement-breakpoint
CREATE TABLE `shift_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`body_sealed` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `shift_notes_at` ON `shift_notes` (`at`);