ALTER TABLE `office_case_history` ADD `what` text NOT NULL;--> statement-breakpoint
ALTER TABLE `office_case_history` ADD `changes_sealed` blob;--> statement-breakpoint
ALTER TABLE `office_cases` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `office_cases` ADD `due_by` text;--> statement-breakpoint
ALTER TABLE `office_cases` ADD `duplicate_of` text;--> statement-breakpoint
CREATE INDEX `office_cases_due` ON `office_cases` (`due_at`);--> statement-breakpoint
CREATE INDEX `office_cases_chat` ON `office_cases` (`chat_id`);--> statement-breakpoint
CREATE INDEX `office_cases_alike` ON `office_cases` (`kind`,`place_code`,`occurred_at`);--> statement-breakpoint
CREATE INDEX `office_cases_duplicates` ON `office_cases` (`duplicate_of`);