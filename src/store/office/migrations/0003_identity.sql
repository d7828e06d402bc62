CREATE TABLE `identity_asks` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`person_hash` blob NOT NULL,
	`prefix_hash` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `identity_asks_chat` ON `identity_asks` (`chat_id`,`at`);--> statement-breakpoint
CREATE INDEX `identity_asks_person` ON `identity_asks` (`person_hash`,`at`);--> statement-breakpoint
CREATE INDEX `identity_asks_prefix` ON `identity_asks` (`prefix_hash`,`at`);--> statement-breakpoint
CREATE INDEX `identity_asks_at` ON `identity_asks` (`at`);--> statement-breakpoint
CREATE TABLE `identity_bindings` (
	`chat_id` text PRIMARY KEY NOT NULL,
	`person_hash` blob NOT NULL,
	`how` text NOT NULL,
	`by` text,
	`at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`mask_sealed` blob
);
--> statement-breakpoint
CREATE INDEX `identity_bindings_person` ON `identity_bindings` (`person_hash`);--> statement-breakpoint
CREATE TABLE `identity_code_tries` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `identity_code_tries_chat` ON `identity_code_tries` (`chat_id`,`at`);--> statement-breakpoint
CREATE TABLE `identity_codes` (
	`code_hash` blob PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`person_hash` blob NOT NULL,
	`mask_sealed` blob,
	`used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identity_codes_id_unique` ON `identity_codes` (`id`);--> statement-breakpoint
CREATE TABLE `identity_forms` (
	`token_hash` blob PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`chat_id` text NOT NULL,
	`language` text NOT NULL,
	`at` integer NOT NULL,
	`phone_hash` blob,
	`chat_since` integer,
	`used_at` integer,
	`due_at` integer,
	`nik_hash` blob,
	`kk_hash` blob,
	`person_hash` blob,
	`prefix_hash` blob,
	`mask_sealed` blob
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identity_forms_id_unique` ON `identity_forms` (`id`);--> statement-breakpoint
CREATE INDEX `identity_forms_due` ON `identity_forms` (`due_at`);--> statement-breakpoint
CREATE INDEX `identity_forms_chat` ON `identity_forms` (`chat_id`,`at`);--> statement-breakpoint
CREATE INDEX `identity_forms_at` ON `identity_forms` (`at`);--> statement-breakpoint
CREATE TABLE `identity_stops` (
	`what` text NOT NULL,
	`hash` blob NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`what`, `hash`)
);
