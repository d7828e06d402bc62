CREATE TABLE `forgotten_subjects` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subject` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `forgotten_subjects_subject_unique` ON `forgotten_subjects` (`subject`);