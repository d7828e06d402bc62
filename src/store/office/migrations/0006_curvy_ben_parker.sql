PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_office_case_history` (
	`number` text NOT NULL,
	`n` integer NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`what` text DEFAULT 'moved' NOT NULL,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`note_sealed` blob,
	`changes_sealed` blob,
	PRIMARY KEY(`number`, `n`)
);
--> statement-breakpoint
INSERT INTO `__new_office_case_history`("number", "n", "key", "at", "what", "state", "by", "note_sealed", "changes_sealed") SELECT "number", "n", "key", "at", "what", "state", "by", "note_sealed", "changes_sealed" FROM `office_case_history`;--> statement-breakpoint
DROP TABLE `office_case_history`;--> statement-breakpoint
ALTER TABLE `__new_office_case_history` RENAME TO `office_case_history`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `office_case_history_key_unique` ON `office_case_history` (`key`);