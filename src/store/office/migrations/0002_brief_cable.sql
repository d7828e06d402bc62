CREATE TABLE `office_posts` (
	`alarm_id` text NOT NULL,
	`way` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`alarm_id`, `way`)
);
--> statement-breakpoint
CREATE INDEX `office_posts_due` ON `office_posts` (`way`,`due_at`);