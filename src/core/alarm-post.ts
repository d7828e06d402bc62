/** @module How an alarm leaves the house. It names no person and holds nothing of what was said. */

import type { Instant } from './chat.ts'

export const ALARM_WAYS = ['email', 'webhook'] as const
export type AlarmWay = (typeof ALARM_WAYS)[number]

/** What is told of one alarm: when, what, on which channel or about which topic; the chat stands behind a link. */
export type AlarmNote = { id: string; at: Instant; reason: string; topic: string; chatId: string }

/** Sends several at once; rejects when it cannot be told that they arrived, and is tried again then. */
export type AlarmPost = (alarms: readonly AlarmNote[]) => Promise<void>

export type AlarmPosts = Partial<Record<AlarmWay, AlarmPost>>
