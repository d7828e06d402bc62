CREATE TABLE `chats` (
	`chat_id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`account` text NOT NULL,
	`address_sealed` blob NOT NULL,
	`owner` text NOT NULL,
	`epoch` integer NOT NULL,
	`turn` integer NOT NULL,
	`seq` integer NOT NULL,
	`lang` text NOT NULL,
	`flow` text,
	`node` text,
	`session_sealed` blob,
	`created_at` integer NOT NULL,
	`slowed_at` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `inbox` (
	`rid` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`chat_id` text NOT NULL,
	`key` blob NOT NULL,
	`kind` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`turn` integer,
	`result` text,
	FOREIGN KEY (`chat_id`) REFERENCES `chats`(`chat_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_key` ON `inbox` (`chat_id`,`key`);--> statement-breakpoint
CREATE INDEX `inbox_waiting` ON `inbox` (`chat_id`,`rid`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `inbox_recent` ON `inbox` (`chat_id`,`received_at`);--> statement-breakpoint
CREATE TABLE `journal` (
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
--> statement-breakpoint
CREATE TABLE `outbox` (
	`ord` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`chat_id` text NOT NULL,
	`dest` text NOT NULL,
	`author` text NOT NULL,
	`epoch` integer NOT NULL,
	`seq` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`sent_key` blob,
	`code` text,
	`body_sealed` blob
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_unique` ON `outbox` (`id`);--> statement-breakpoint
CREATE INDEX `outbox_live` ON `outbox` (`chat_id`,`dest`,`ord`) WHERE state in ('waiting', 'claimed');--> statement-breakpoint
CREATE INDEX `outbox_line` ON `outbox` (`chat_id`,`seq`);--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`chat_id`,`sent_key`);--> statement-breakpoint
CREATE TABLE `timers` (
	`chat_id` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`due_at` integer NOT NULL,
	`turn` integer NOT NULL,
	PRIMARY KEY(`chat_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `timers_due` ON `timers` (`due_at`);--> statement-breakpoint
CREATE TABLE `turns` (
	`chat_id` text NOT NULL,
	`turn` integer NOT NULL,
	`at` integer NOT NULL,
	`edition` text NOT NULL,
	PRIMARY KEY(`chat_id`, `turn`)
);
