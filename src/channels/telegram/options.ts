/** @module What a Telegram line is made from. Every word people read comes from here. */

import type { Agent } from 'node:https'
import type { Pace } from '../channel.ts'
import type { Backoff } from './backoff.ts'

export type TelegramTexts = {
  /** Said once to a group that takes the bot in, before it leaves. */
  groupRefused: string
  /** Label of the button that shares where the person is. */
  shareLocation: string
  /** Label of the button that shares the person's own number. */
  sharePhone: string
  /** The bot's menu; names without slash, as `commands.ts` reads them. */
  commands: readonly { command: string; description: string }[]
}

export type TelegramOptions = {
  /** `<bot id>:<secret>`; empty when it is not set. */
  token: string
  /** Default: Telegram's own. */
  apiRoot?: string
  /** In place of the platform's own, such as one that dials nothing inside; `agent` for what telegraf calls by https. */
  fetch?: typeof globalThis.fetch
  agent?: Agent
  mode: 'polling' | 'webhook'
  /** Of webhook mode: 1-256 of A-Z, a-z, 0-9, _ and -. */
  secret?: string
  /** Of webhook mode: the whole address that Telegram posts to. */
  webhookUrl?: string
  texts: TelegramTexts
  /** How long one `getUpdates` waits for something to happen. */
  pollSeconds?: number
  pace?: Pace
  sendTimeoutMs?: number
  /** Waits after failed polls and failed receives. */
  backoff?: Backoff
}

/** The bot id; undefined when the token has not the form of one. */
export function accountOf(token: string): string | undefined {
  return /^(\d+):[\w-]+$/.exec(token)?.[1]
}

/** Names of the settings without which the line cannot work. */
export function missingOf({ token, mode, secret, webhookUrl }: TelegramOptions): string[] {
  const missing = accountOf(token) === undefined ? ['TELEGRAM_BOT_TOKEN'] : []
  if (mode === 'polling') return missing
  if (!secret) missing.push('TELEGRAM_WEBHOOK_SECRET')
  if (!webhookUrl) missing.push('PUBLIC_URL')
  return missing
}
