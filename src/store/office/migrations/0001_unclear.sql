CREATE TABLE `office_unclear` (
	`id` text PRIMARY KEY NOT NULL,
	`chat_id` text NOT NULL,
	`at` integer NOT NULL,
	`open` text NOT NULL,
	`guess` text NOT NULL,
	`confidence` integer NOT NULL,
	`text_sealed` blob NOT NULL,
	`label` text,
	`labelled_by` text,
	`labelled_at` integer
);
--> statement-breakpoint
CREATE INDEX `office_unclear_at` ON `office_unclear` (`at`);--> statement-breakpoint
CREATE INDEX `office_unclear_label` ON `office_unclear` (`label`,`at`);