CREATE TABLE `data_keys` (
	`subject` text PRIMARY KEY NOT NULL,
	`wrapped` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `key_prints` (
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`print` text NOT NULL,
	PRIMARY KEY(`name`, `version`)
);
