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
CREATE INDEX `office_waits_asked` ON `office_waits` (`asked_at`);