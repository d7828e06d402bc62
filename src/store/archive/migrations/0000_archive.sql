CREATE TABLE `lines` (
	`chat_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`author` text NOT NULL,
	`kind` text NOT NULL,
	`ref` text NOT NULL,
	`turn` integer,
	`intent` text,
	`flow` text,
	`node` text,
	`body_sealed` blob NOT NULL,
	PRIMARY KEY(`chat_id`, `seq`)
);
