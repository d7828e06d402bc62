DROP INDEX `outbox_line`;--> statement-breakpoint
DROP INDEX `outbox_sent`;--> statement-breakpoint
CREATE INDEX `outbox_parked` ON `outbox` (`chat_id`) WHERE state = 'parked';--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`chat_id`,`sent_key`) WHERE sent_key is not null;