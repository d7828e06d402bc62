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
CREATE TABLE `office_visits` (
	`day` text NOT NULL,
	`chat_id` text NOT NULL,
	`channel` text NOT NULL,
	`by_staff` integer NOT NULL,
	`misunderstood` integer NOT NULL,
	PRIMARY KEY(`day`, `chat_id`)
);
--> statement-breakpoint
CREATE TABLE `office_waits` (
	`chat_id` text NOT NULL,
	`asked_at` integer NOT NULL,
	`channel` text NOT NULL,
	`reason` text NOT NULL,
	`taken_at` integer,
	`answered_at` integer,
	PRIMARY KEY(`chat_id`, `asked_at`)
);
--> statement-breakpoint
CREATE INDEX `office_waits_asked` ON `office_waits` (`asked_at`);--> statement-breakpoint
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
CREATE INDEX `office_heard_batch` ON `office_heard` (`batch`);--> statement-breakpoint
CREATE TABLE `office_posts` (
	`alarm_id` text NOT NULL,
	`way` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`alarm_id`, `way`)
);
--> statement-breakpoint
CREATE INDEX `office_posts_due` ON `office_posts` (`way`,`due_at`);--> statement-breakpoint
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
CREATE TABLE `desk_ratings` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`chat_id` text NOT NULL,
	`channel` text NOT NULL,
	`staff_id` text NOT NULL,
	`helped` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `desk_ratings_at` ON `desk_ratings` (`at`);--> statement-breakpoint
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
CREATE INDEX `shift_notes_at` ON `shift_notes` (`at`);--> statement-breakpoint
CREATE TABLE `roster_editions` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`list` text NOT NULL,
	`import` integer,
	`at` integer NOT NULL,
	`by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `roster_editions_list` ON `roster_editions` (`list`,`seq`);--> statement-breakpoint
CREATE TABLE `roster_faults` (
	`import` integer NOT NULL,
	`n` integer NOT NULL,
	`row` integer NOT NULL,
	`column` text NOT NULL,
	`code` text NOT NULL,
	`mask` text NOT NULL,
	`other` integer,
	PRIMARY KEY(`import`, `n`)
);
--> statement-breakpoint
CREATE TABLE `roster_imports` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`list` text NOT NULL,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`report` text NOT NULL,
	`is_kept` integer NOT NULL,
	`checked_against` integer,
	`before` integer,
	`decided_at` integer,
	`decided_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_imports_id_unique` ON `roster_imports` (`id`);--> statement-breakpoint
CREATE INDEX `roster_imports_list` ON `roster_imports` (`list`,`seq`);--> statement-breakpoint
CREATE TABLE `roster_people` (
	`import` integer NOT NULL,
	`row` integer NOT NULL,
	`nik_hash` blob NOT NULL,
	`kk_hash` blob,
	`phone_hash` blob,
	`mask` text NOT NULL,
	`district` text,
	`village` text,
	`valid_from` text,
	`valid_to` text,
	`record_sealed` blob NOT NULL,
	PRIMARY KEY(`import`, `row`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_people_nik` ON `roster_people` (`import`,`nik_hash`);--> statement-breakpoint
CREATE INDEX `roster_people_phone` ON `roster_people` (`import`,`phone_hash`);--> statement-breakpoint
CREATE TABLE `roster_places` (
	`import` integer NOT NULL,
	`row` integer NOT NULL,
	`key` text NOT NULL,
	`record` text NOT NULL,
	PRIMARY KEY(`import`, `row`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `roster_places_key` ON `roster_places` (`import`,`key`);--> statement-breakpoint
ALTER TABLE `office_alarms` ADD `over_at` integer;--> statement-breakpoint
ALTER TABLE `office_case_history` ADD `what` text DEFAULT 'moved' NOT NULL;--> statement-breakpoint
ALTER TABLE `office_case_history` ADD `changes_sealed` blob;--> statement-breakpoint
ALTER TABLE `office_cases` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `office_cases` ADD `due_by` text;--> statement-breakpoint
ALTER TABLE `office_cases` ADD `duplicate_of` text;--> statement-breakpoint
CREATE INDEX `office_cases_due` ON `office_cases` (`due_at`);--> statement-breakpoint
CREATE INDEX `office_cases_chat` ON `office_cases` (`chat_id`);--> statement-breakpoint
CREATE INDEX `office_cases_alike` ON `office_cases` (`kind`,`place_code`,`occurred_at`);--> statement-breakpoint
CREATE INDEX `office_cases_duplicates` ON `office_cases` (`duplicate_of`);