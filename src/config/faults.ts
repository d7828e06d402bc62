/** @module What can be wrong with settings, and what of it only two of them together show. Data: words are said elsewhere. */

import { bareHost } from '../core/net.ts'

/** What can be wrong with a setting; `unreadable` is what none of the others says. */
export const SETTING_FAULTS = [
  'one_of',
  'port',
  'address',
  'console_open',
  'origin_alone',
  'needs_residents_url',
  'console_same_host',
  'api_root',
  'api_root_open',
  'bot_token',
  'webhook_secret',
  'cloud_token',
  'phone_number_id',
  'template_name',
  'template_names',
  'mail_addresses',
  'mail_server',
  'alarm_secret',
  'scanner_socket',
  'needs_mail',
  'needs_alarm_secret',
  'needs_key_dir',
  'needs_public_url',
  'official_elsewhere',
  'needs_name',
  'needs_webhook_secret',
  'needs_webhook_url',
  'webhook_open',
  'webhook_port',
  'needs_all_four',
  'prints_token',
  'tests_alone',
  'not_this_machine',
  'pilots_alone',
  'unreadable',
] as const
type What = (typeof SETTING_FAULTS)[number]

/** One thing wrong with one setting: data, said in words elsewhere (`setting.fault.<what>`). */
export type SettingFault = {
  setting: string
  what: What
  /** Names of settings and allowed values; never what was set, which may be a token. */
  args: Record<string, string>
}

const CLOUD = [
  'WHATSAPP_CLOUD_TOKEN',
  'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
  'WHATSAPP_CLOUD_APP_SECRET',
  'WHATSAPP_CLOUD_VERIFY_TOKEN',
] as const

/** What only two settings together show; looked at even when others are wrong, so that all is told at once. */
export function crossFaults(env: Record<string, string | undefined>): SettingFault[] {
  const faults: SettingFault[] = []
  const fault = (setting: string, what: What, args: Record<string, string> = {}) =>
    void faults.push({ setting, what, args })
  const need = (setting: string, what: What, args: Record<string, string> = {}) => {
    if (env[setting] === undefined) fault(setting, what, args)
  }
  const mode = env.MODE ?? 'demo'
  if (mode === 'pilot' || mode === 'production') need('KEY_DIR', 'needs_key_dir', { mode })
  if (mode === 'production') need('PUBLIC_URL', 'needs_public_url')
  if (env.CONSOLE_URL !== undefined) {
    if (mode !== 'production') need('PUBLIC_URL', 'needs_residents_url')
    // Of one name with two ports a browser would send the cookies of both to both.
    if (isSameName(env.CONSOLE_URL, env.PUBLIC_URL ?? '')) fault('CONSOLE_URL', 'console_same_host')
  }
  if (env.SERVICE_OFFICIAL === 'yes') {
    if (mode !== 'production') fault('SERVICE_OFFICIAL', 'official_elsewhere')
    need('SERVICE_NAME', 'needs_name')
  }
  if (env.TELEGRAM_BOT_TOKEN !== undefined && env.TELEGRAM_MODE === 'webhook') {
    need('TELEGRAM_WEBHOOK_SECRET', 'needs_webhook_secret')
    if (mode !== 'production') need('PUBLIC_URL', 'needs_webhook_url')
    if (/^http:/.test(env.PUBLIC_URL ?? '') && !isLoopback(env.PUBLIC_URL ?? ''))
      fault('PUBLIC_URL', 'webhook_open')
    if (isOtherPort(env.PUBLIC_URL ?? '')) fault('PUBLIC_URL', 'webhook_port')
  }
  const first = CLOUD.find((name) => env[name] !== undefined)
  for (const name of first === undefined ? [] : CLOUD) need(name, 'needs_all_four', { first: first ?? '' })
  for (const name of ['ALARM_EMAIL_FROM', 'ALARM_SMTP_URL'])
    if (env.ALARM_EMAIL_TO !== undefined) need(name, 'needs_mail')
  if (env.ALARM_WEBHOOK_URL !== undefined) need('ALARM_WEBHOOK_SECRET', 'needs_alarm_secret')
  if (/(^|[\s,])(\*|telegraf)/.test(env.DEBUG ?? '')) fault('DEBUG', 'prints_token')
  if (env.WHATSAPP_WEB_URL !== undefined) {
    if (mode === 'production') fault('WHATSAPP_WEB_URL', 'tests_alone')
    if (!isLoopback(env.WHATSAPP_WEB_URL)) fault('WHATSAPP_WEB_URL', 'not_this_machine')
  }
  if (env.WHATSAPP_WEB === 'on' && mode === 'production') fault('WHATSAPP_WEB', 'pilots_alone')
  return faults
}

// https://core.telegram.org/bots/api#setwebhook (copy of @telegraf/types 7.1.0, 2026-11-25); 443 is no part of a URL
const WEBHOOK_PORTS = ['', '80', '88', '8443']

/** An address at which Telegram would never call: it refuses it when it is registered. */
function isOtherPort(text: string): boolean {
  return URL.canParse(text) && !isLoopback(text) && !WEBHOOK_PORTS.includes(new URL(text).port)
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

export function isLoopback(text: string): boolean {
  return URL.canParse(text) && LOOPBACK.test(new URL(text).hostname)
}

/** As browsers see it: a name below localhost never leaves the machine (RFC 6761, section 6.3). */
export function isOwnName(text: string): boolean {
  return isLoopback(text) || (URL.canParse(text) && new URL(text).hostname.endsWith('.localhost'))
}

export function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined
}

function isSameName(one: string, other: string): boolean {
  return (
    URL.canParse(one) &&
    URL.canParse(other) &&
    bareHost(new URL(one).hostname) === bareHost(new URL(other).hostname)
  )
}
