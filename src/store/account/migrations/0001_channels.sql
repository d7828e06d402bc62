CREATE TABLE `buckets` (
	`account_id` text NOT NULL,
	`chat_id` text NOT NULL,
	`empty_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `chat_id`)
);
