CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`action` text NOT NULL,
	`subject` text,
	`reason` text,
	`fields` text NOT NULL,
	`request_id` text NOT NULL,
	`key_version` integer NOT NULL,
	`mac` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_by` ON `audit` (`by`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`seq`);--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `links` (
	`token_hash` blob PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`is_first` integer NOT NULL,
	`staff_id` text NOT NULL,
	`draft_sealed` blob,
	`created_at` integer NOT NULL,
	`ends_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recovery_codes` (
	`staff_id` text NOT NULL,
	`code_hash` blob NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`staff_id`, `code_hash`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` blob NOT NULL,
	`staff_id` text NOT NULL,
	`device` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`locked_at` integer,
	`wrong_codes` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_hash_unique` ON `sessions` (`token_hash`);--> statement-breakpoint
CREATE INDEX `sessions_of` ON `sessions` (`staff_id`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`login_hash` blob,
	`profile_sealed` blob NOT NULL,
	`role` text NOT NULL,
	`team` text NOT NULL,
	`language` text NOT NULL,
	`state` text NOT NULL,
	`password_hash` text,
	`totp_sealed` blob,
	`totp_step` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`last_login_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_login_hash_unique` ON `staff` (`login_hash`);--> statement-breakpoint
CREATE TABLE `tries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tries_of` ON `tries` (`key`,`at`);--> statement-breakpoint
CREATE INDEX `tries_at` ON `tries` (`at`);