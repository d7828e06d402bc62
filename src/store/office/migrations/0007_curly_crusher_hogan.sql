CREATE TABLE `desk_ratings` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`chat_id` text NOT NULL,
	`channel` text NOT NULL,
	`staff_id` text NOT NULL,
	`helped` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `desk_ratings_at` ON `desk_ratings` (`at`);