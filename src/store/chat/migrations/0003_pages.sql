DROP INDEX `inbox_recent`;--> statement-breakpoint
ALTER TABLE `inbox` ADD `edition` text;--> statement-breakpoint
DROP INDEX `outbox_id_unique`;--> statement-breakpoint
DROP INDEX `outbox_sent`;--> statement-breakpoint
CREATE INDEX `outbox_chat` ON `outbox` (`chat_id`,`seq`);--> statement-breakpoint
ALTER TABLE `chats` ADD `recent` text DEFAULT '' NOT NULL;