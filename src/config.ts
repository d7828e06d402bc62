/** @module The environment becomes a Config, once, at start; all faults are told together, each with its remedy. */

import { z } from 'zod'

export const MODES = ['demo', 'pilot', 'production'] as const
export type Mode = (typeof MODES)[number]

/** A setting that is empty counts as not set. */
const set = z.string().trim().min(1).optional()
const port = (fallback: number | undefined) =>
  z.coerce
    .number('a number from 0 to 65535, for example 8787')
    .int('a number from 0 to 65535, for example 8787')
    .min(0, 'a number from 0 to 65535')
    .max(65_535, 'a number from 0 to 65535')
    .optional()
    .transform((value) => value ?? fallback)
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/
/** Where a secret is sent: only this machine may be spoken to without encryption. */
const secureUrl = z
  .url({ protocol: /^https?$/, error: 'an address such as https://api.telegram.org' })
  .refine((text) => text.startsWith('https:') || isLoopback(text), {
    error: 'https, or http to this machine alone: a token goes there',
  })
  .optional()
const url = z.url({ protocol: /^https?$/, error: 'an address such as https://sigap.example.id' }).optional()
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(', ')}` })

const schema = z.object({
  MODE: oneOf(MODES).default('demo'),
  KEY_DIR: set,
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  PORT: port(8787),
  HOST: set,
  METRICS_PORT: port(undefined),
  PUBLIC_URL: url,
  DATA_DIR: z.string().trim().min(1).default('./data'),
  SERVICE_NAME: set,
  SERVICE_OFFICIAL: oneOf(['no', 'yes']).default('no'),
  TELEGRAM_BOT_TOKEN: set,
  TELEGRAM_API_ROOT: secureUrl,
  TELEGRAM_MODE: oneOf(['polling', 'webhook']).default('polling'),
  TELEGRAM_WEBHOOK_SECRET: set,
  WHATSAPP_CLOUD_TOKEN: set,
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: set,
  WHATSAPP_CLOUD_APP_SECRET: set,
  WHATSAPP_CLOUD_VERIFY_TOKEN: set,
  WHATSAPP_CLOUD_API_ROOT: secureUrl,
  WHATSAPP_CLOUD_TEMPLATE: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/, 'the name of an approved template: small letters, digits and _')
    .optional(),
  WHATSAPP_WEB: oneOf(['off', 'on']).default('off'),
  WHATSAPP_WEB_URL: set,
  ALARM_EMAIL_TO: z
    .string()
    .regex(/^[^@\s,]+@[^@\s,]+(\s*,\s*[^@\s,]+@[^@\s,]+)*$/, 'mail addresses, separated by commas')
    .optional(),
  ALARM_EMAIL_FROM: z.email('a mail address').optional(),
  ALARM_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'an address such as smtps://name:password@mail.example.id' })
    .optional(),
  ALARM_WEBHOOK_URL: secureUrl,
  ALARM_WEBHOOK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
})

const CLOUD = [
  'WHATSAPP_CLOUD_TOKEN',
  'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
  'WHATSAPP_CLOUD_APP_SECRET',
  'WHATSAPP_CLOUD_VERIFY_TOKEN',
] as const

/** What only two settings together show; looked at even when others are wrong, so that all is told at once. */
function crossFaults(env: Record<string, string | undefined>): string[] {
  const faults: string[] = []
  const need = (name: string, why: string) => {
    if (env[name] === undefined) faults.push(`${name}: is needed ${why}`)
  }
  const mode = env.MODE ?? 'demo'
  if (mode === 'pilot' || mode === 'production') {
    need('KEY_DIR', `in ${mode}: a directory outside DATA_DIR with the key files (only demo makes its own)`)
  }
  if (mode === 'production')
    need('PUBLIC_URL', 'in production: the address residents open, for example https://sigap.example.id')
  if (env.SERVICE_OFFICIAL === 'yes') {
    if (mode !== 'production')
      faults.push('SERVICE_OFFICIAL: yes is for MODE=production alone: set MODE, or leave it at no')
    need('SERVICE_NAME', 'when SERVICE_OFFICIAL=yes: the name the city answers for')
  }
  if (env.TELEGRAM_BOT_TOKEN !== undefined && env.TELEGRAM_MODE === 'webhook') {
    need('TELEGRAM_WEBHOOK_SECRET', 'when TELEGRAM_MODE=webhook')
    if (mode !== 'production') need('PUBLIC_URL', 'when TELEGRAM_MODE=webhook')
  }
  const first = CLOUD.find((name) => env[name] !== undefined)
  for (const name of first === undefined ? [] : CLOUD) need(name, `beside ${first}: set all four or none`)
  for (const name of ['ALARM_EMAIL_FROM', 'ALARM_SMTP_URL'])
    if (env.ALARM_EMAIL_TO !== undefined) need(name, 'beside ALARM_EMAIL_TO')
  if (env.ALARM_WEBHOOK_URL !== undefined)
    need('ALARM_WEBHOOK_SECRET', 'beside ALARM_WEBHOOK_URL: whoever receives it can tell that it is ours')
  if (/(^|[\s,])(\*|telegraf)/.test(env.DEBUG ?? ''))
    faults.push('DEBUG: must not name telegraf: it prints the bot token')
  if (env.WHATSAPP_WEB_URL !== undefined) {
    if (mode === 'production') faults.push('WHATSAPP_WEB_URL: is for tests alone, never for production')
    if (!isLoopback(env.WHATSAPP_WEB_URL))
      faults.push('WHATSAPP_WEB_URL: must lead to this machine (127.0.0.1): who answers there is trusted')
  }
  if (env.WHATSAPP_WEB === 'on' && mode === 'production')
    faults.push(
      'WHATSAPP_WEB: is for pilots (MODE=pilot); in production use WHATSAPP_CLOUD_*, the official road',
    )
  return faults
}

function isLoopback(text: string): boolean {
  return URL.canParse(text) && LOOPBACK.test(new URL(text).hostname)
}

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
      }
    | undefined
  whatsappWeb: { url: string | undefined } | undefined
  /** Where alarms go besides the console. */
  alarms: {
    email: { smtpUrl: string; to: string; from: string } | undefined
    webhook: { url: string; secret: string } | undefined
  }
}

/** Settings that cannot be used. `message` has a line for each. */
export class ConfigFault extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigFault'
    this.faults = faults
  }
}

/** @throws ConfigFault naming every fault; never the value, which may be a token */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const result = schema.safeParse(given)
  const shape = result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const faults = [...shape, ...crossFaults(given)]
  if (!result.success || faults.length > 0) throw new ConfigFault(faults)
  return configOf(result.data)
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
          }
        : undefined,
    whatsappWeb: env.WHATSAPP_WEB === 'on' ? { url: env.WHATSAPP_WEB_URL } : undefined,
    alarms: alarmsOf(env),
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
