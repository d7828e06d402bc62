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
CREATE UNIQUE INDEX `roster_places_key` ON `roster_places` (`import`,`key`);