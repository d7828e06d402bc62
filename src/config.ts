/** @module The environment becomes a Config, once, at start; all faults are told together, each with its remedy. */

import { z } from 'zod'
import {
  crossFaults,
  isLoopback,
  isOwnName,
  originOf,
  SETTING_FAULTS,
  type SettingFault,
} from './config/faults.ts'
import { isOwnSocket } from './core/net.ts'
import { readTemplates, TEMPLATE_LIST, type TemplateId } from './core/templates.ts'

export { SETTING_FAULTS, type SettingFault }

export const MODES = ['demo', 'pilot', 'production'] as const
export type Mode = (typeof MODES)[number]

/** A setting that is empty counts as not set. */
const set = z.string().trim().min(1).optional()
/** The message of an issue names its text, `setting.fault.<message>`; the value itself is never told. */
const port = (fallback: number | undefined) =>
  z.coerce
    .number('port')
    .int('port')
    .min(0, 'port')
    .max(65_535, 'port')
    .optional()
    .transform((value) => value ?? fallback)
/** Where a secret is sent: only this machine may be spoken to without encryption. */
const secureUrl = z
  .url({ protocol: /^https?$/, error: 'api_root' })
  .refine((text) => text.startsWith('https:') || isLoopback(text), { error: 'api_root_open' })
  .optional()
const url = z.url({ protocol: /^https?$/, error: 'address' }).optional()
/** Where staff type passwords: by https but on this machine itself, and nothing behind the host. */
const originUrl = z
  .url({ protocol: /^https?$/, error: 'address' })
  .refine((text) => text.startsWith('https:') || isOwnName(text), { error: 'console_open' })
  .refine((text) => text.replace(/\/$/, '') === originOf(text), { error: 'origin_alone' })
  .optional()
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: 'one_of' })
const shaped = (shape: RegExp, error: string) => z.string().trim().regex(shape, error).optional()

const schema = z.object({
  MODE: oneOf(MODES).default('demo'),
  KEY_DIR: set,
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PORT: port(8787),
  HOST: set,
  METRICS_PORT: port(undefined),
  PUBLIC_URL: url,
  CONSOLE_URL: originUrl,
  DATA_DIR: z.string().trim().min(1).default('./data'),
  SERVICE_NAME: set,
  SERVICE_OFFICIAL: oneOf(['no', 'yes']).default('no'),
  // As @BotFather writes it; a part of it, or two lines of a file, would only be refused much later.
  TELEGRAM_BOT_TOKEN: shaped(/^\d+:[\w-]+$/, 'bot_token'),
  TELEGRAM_API_ROOT: secureUrl,
  TELEGRAM_MODE: oneOf(['polling', 'webhook']).default('polling'),
  // https://core.telegram.org/bots/api#setwebhook (copy of @telegraf/types 7.1.0, 2026-11-25)
  TELEGRAM_WEBHOOK_SECRET: shaped(/^[\w-]{1,256}$/, 'webhook_secret'),
  // A header of HTTP takes nothing else.
  WHATSAPP_CLOUD_TOKEN: shaped(/^[\x21-\x7e]+$/, 'cloud_token'),
  // An id of Meta's, not the telephone number.
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: shaped(/^\d+$/, 'phone_number_id'),
  WHATSAPP_CLOUD_APP_SECRET: set,
  WHATSAPP_CLOUD_VERIFY_TOKEN: set,
  WHATSAPP_CLOUD_API_ROOT: secureUrl,
  WHATSAPP_CLOUD_TEMPLATE: shaped(/^[a-z0-9_]{1,512}$/, 'template_name'),
  WHATSAPP_CLOUD_TEMPLATES: shaped(TEMPLATE_LIST, 'template_names'),
  WHATSAPP_WEB: oneOf(['off', 'on']).default('off'),
  WHATSAPP_WEB_URL: set,
  ALARM_EMAIL_TO: shaped(/^[^@\s,]+@[^@\s,]+(\s*,\s*[^@\s,]+@[^@\s,]+)*$/, 'mail_addresses'),
  ALARM_EMAIL_FROM: shaped(/^[^@\s,]+@[^@\s,]+$/, 'mail_addresses'),
  ALARM_SMTP_URL: shaped(/^smtps?:\/\/\S+$/, 'mail_server'),
  ALARM_WEBHOOK_URL: secureUrl,
  ALARM_WEBHOOK_SECRET: shaped(/^\S{16,}$/, 'alarm_secret'),
  CLAMD_SOCKET: z.string().trim().refine(isOwnSocket, { error: 'scanner_socket' }).optional(),
})

type Env = z.infer<typeof schema>

/** Settings as the program uses them; whatever is undefined is switched off. */
export type Config = {
  mode: Mode
  /** Undefined in demo alone: keys are made beside the data. */
  keyDir: string | undefined
  logLevel: Env['LOG_LEVEL']
  port: number
  /** Undefined: every address of the machine. */
  host: string | undefined
  metricsPort: number | undefined
  publicUrl: string | undefined
  /** An origin. The console answers at this host alone, and residents' pages at that of `publicUrl`, which is set then. */
  consoleUrl: string | undefined
  dataDir: string
  service: { name: string | undefined; official: boolean }
  telegram:
    | { token: string; apiRoot: string | undefined; mode: 'polling' | 'webhook'; secret: string | undefined }
    | undefined
  whatsappCloud:
    | {
        token: string
        phoneNumberId: string
        /** The new one first, while it is being changed. */
        appSecrets: readonly string[]
        verifyToken: string
        apiRoot: string | undefined
        /** Approved words that ask somebody to write again after 24 hours. */
        template: string | undefined
        /** More of them, in the order in which staff see them. */
        templates: readonly { id: TemplateId; name: string }[]
      }
    | undefined
  whatsappWeb: { url: string | undefined } | undefined
  /** In tests, where the line is paired before it is switched on. */
  whatsappWebUrl: string | undefined
  /** Where alarms go besides the console. */
  alarms: {
    email: { smtpUrl: string; to: string; from: string } | undefined
    webhook: { url: string; secret: string } | undefined
  }
  /** Where clamd answers; undefined: no file is scanned. */
  scanner: string | undefined
}

/** Settings that cannot be used. `message` has a line of data for each; words are the caller's. */
export class ConfigFault extends Error {
  readonly faults: readonly SettingFault[]
  constructor(faults: readonly SettingFault[]) {
    super(faults.map(({ setting, what }) => `${setting}: ${what}`).join('\n'))
    this.name = 'ConfigFault'
    this.faults = faults
  }
}

/** @throws ConfigFault naming every fault; never the value, which may be a token */
export function readConfig(env: Record<string, string | undefined>): Config {
  const { config, faults } = readUsable(env)
  if (faults.length > 0) throw new ConfigFault(faults)
  return config
}

/** What the settings would be without the wrong ones, beside all that is wrong: to look at, never to run with. */
export function readUsable(env: Record<string, string | undefined>): {
  config: Config
  faults: SettingFault[]
} {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const result = schema.safeParse(given)
  const faults = [...(result.success ? [] : result.error.issues.map(faultOf)), ...crossFaults(given)]
  const wrong = new Set(faults.map(({ setting }) => setting))
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)))
  // Each setting may be absent, so what is left can always be read.
  return { config: configOf(schema.parse(right)), faults }
}

function faultOf(issue: z.core.$ZodIssue): SettingFault {
  const what = SETTING_FAULTS.find((one) => one === issue.message) ?? 'unreadable'
  const values = issue.code === 'invalid_value' ? issue.values.join(', ') : ''
  return { setting: issue.path.join('.'), what, args: values === '' ? {} : { values } }
}

function configOf(env: Env): Config {
  const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_PHONE_NUMBER_ID: phoneNumberId } = env
  const { WHATSAPP_CLOUD_APP_SECRET: appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken } = env
  const hasCloud = token !== undefined && phoneNumberId !== undefined
  const botToken = env.TELEGRAM_BOT_TOKEN
  return {
    mode: env.MODE,
    keyDir: env.KEY_DIR,
    logLevel: env.LOG_LEVEL,
    port: env.PORT ?? 8787,
    host: env.HOST,
    metricsPort: env.METRICS_PORT,
    publicUrl: env.PUBLIC_URL,
    consoleUrl: env.CONSOLE_URL === undefined ? undefined : originOf(env.CONSOLE_URL),
    dataDir: env.DATA_DIR,
    service: { name: env.SERVICE_NAME, official: env.SERVICE_OFFICIAL === 'yes' },
    telegram:
      botToken === undefined
        ? undefined
        : {
            token: botToken,
            apiRoot: env.TELEGRAM_API_ROOT,
            mode: env.TELEGRAM_MODE,
            secret: env.TELEGRAM_WEBHOOK_SECRET,
          },
    whatsappCloud:
      hasCloud && appSecret !== undefined && verifyToken !== undefined
        ? {
            token,
            phoneNumberId,
            appSecrets: appSecret.split(',').map((one) => one.trim()),
            verifyToken,
            apiRoot: env.WHATSAPP_CLOUD_API_ROOT,
            template: env.WHATSAPP_CLOUD_TEMPLATE,
            templates: readTemplates(env.WHATSAPP_CLOUD_TEMPLATES ?? ''),
          }
        : undefined,
    whatsappWeb: env.WHATSAPP_WEB === 'on' ? { url: env.WHATSAPP_WEB_URL } : undefined,
    whatsappWebUrl: env.WHATSAPP_WEB_URL,
    alarms: alarmsOf(env),
    scanner: env.CLAMD_SOCKET,
  }
}

function alarmsOf(env: Env): Config['alarms'] {
  const { ALARM_EMAIL_TO: to, ALARM_EMAIL_FROM: from, ALARM_SMTP_URL: smtpUrl } = env
  const { ALARM_WEBHOOK_URL: url, ALARM_WEBHOOK_SECRET: secret } = env
  const hasMail = to !== undefined && from !== undefined && smtpUrl !== undefined
  return {
    email: hasMail ? { to, from, smtpUrl } : undefined,
    webhook: url !== undefined && secret !== undefined ? { url, secret } : undefined,
  }
}
