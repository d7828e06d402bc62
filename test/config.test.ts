/** @module Settings: the demo needs none, and whoever sets wrong ones learns all of it at once. */

import { expect, it } from 'vitest'
import { ConfigFault, readConfig, SETTING_FAULTS } from '../src/config.ts'

/** `<setting>: <what>` of each. */
const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigFault) {
      for (const { what } of error.faults) expect(SETTING_FAULTS).toContain(what)
      return error.message.split('\n')
    }
    throw error
  }
}

const CLOUD = {
  WHATSAPP_CLOUD_TOKEN: 't',
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
  WHATSAPP_CLOUD_APP_SECRET: 's',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'v',
}

it('needs nothing for a demo', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'demo',
    port: 8787,
    dataDir: './data',
    keyDir: undefined,
    service: { name: undefined, official: false },
  })
})

it.each(['/run/clamav/clamd.ctl', '127.0.0.1:3310'])('takes a scanner at %s', (at) => {
  expect(readConfig({ CLAMD_SOCKET: at }).scanner).toBe(at)
})

it.each([
  'clamd.ctl',
  '10.0.0.7:3310',
  'localhost:3310',
  '127.0.0.1:0',
  '127.0.0.1:70000',
  `/${'a'.repeat(107)}`,
])('sends files to no scanner at %s', (at) => {
  expect(faultsOf({ CLAMD_SOCKET: at })).toEqual(['CLAMD_SOCKET: scanner_socket'])
})

it('takes an empty setting as none', () => {
  expect(readConfig({ PORT: '', MODE: ' ', TELEGRAM_BOT_TOKEN: '' })).toEqual(readConfig({}))
})

it('lists wrong, missing and contradicting settings together, and no value of a secret', () => {
  const faults = faultsOf({
    MODE: 'pilot',
    PORT: 'delapan',
    PUBLIC_URL: 'sigap',
    SERVICE_OFFICIAL: 'yes',
    WHATSAPP_CLOUD_TOKEN: 'rahasia-sekali',
  })
  expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
    'KEY_DIR',
    'PORT',
    'PUBLIC_URL',
    'SERVICE_NAME',
    'SERVICE_OFFICIAL',
    'WHATSAPP_CLOUD_APP_SECRET',
    'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
    'WHATSAPP_CLOUD_VERIFY_TOKEN',
  ])
  expect(faults.join('\n')).not.toContain('rahasia-sekali')
})

it.each([
  {
    label: 'official outside production',
    env: { SERVICE_OFFICIAL: 'yes', SERVICE_NAME: 'X' },
    name: 'SERVICE_OFFICIAL',
  },
  {
    label: 'production without keys',
    env: { MODE: 'production', PUBLIC_URL: 'https://a.example' },
    name: 'KEY_DIR',
  },
  {
    label: 'a webhook without its secret',
    env: { TELEGRAM_BOT_TOKEN: '1:t', TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://a.example' },
    name: 'TELEGRAM_WEBHOOK_SECRET',
  },
])('refuses $label', ({ env, name }) => {
  expect(faultsOf(env as unknown as Record<string, string>).map((fault) => fault.split(':')[0])).toEqual([
    name,
  ])
})

it('takes a full production', () => {
  const config = readConfig({
    MODE: 'production',
    KEY_DIR: '/etc/sigap',
    PUBLIC_URL: 'https://sigap.example.id',
    SERVICE_NAME: 'Tanya SIGAP Kota Bekasi',
    SERVICE_OFFICIAL: 'yes',
  })
  expect(config.service).toEqual({ name: 'Tanya SIGAP Kota Bekasi', official: true })
})

it.each([
  {
    label: 'a Bot API without encryption',
    env: { TELEGRAM_API_ROOT: 'http://api.example.org' },
    name: 'TELEGRAM_API_ROOT',
  },
  {
    label: 'a Graph API without encryption',
    env: { WHATSAPP_CLOUD_API_ROOT: 'http://10.0.0.1' },
    name: 'WHATSAPP_CLOUD_API_ROOT',
  },
  {
    label: 'WhatsApp Web somewhere else',
    env: { WHATSAPP_WEB_URL: 'ws://203.0.113.9/ws' },
    name: 'WHATSAPP_WEB_URL',
  },
  {
    label: 'WhatsApp Web in production',
    env: { MODE: 'production', KEY_DIR: '/k', PUBLIC_URL: 'https://sigap.example.id', WHATSAPP_WEB: 'on' },
    name: 'WHATSAPP_WEB',
  },
  { label: 'a library that prints the bot token', env: { DEBUG: 'telegraf:*' }, name: 'DEBUG' },
  { label: 'a library that prints everything', env: { DEBUG: '*' }, name: 'DEBUG' },
  { label: 'half a bot token', env: { TELEGRAM_BOT_TOKEN: 'AAE-half' }, name: 'TELEGRAM_BOT_TOKEN' },
  {
    label: 'a webhook without encryption',
    env: {
      TELEGRAM_BOT_TOKEN: '1:t',
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 's',
      PUBLIC_URL: 'http://sigap.example.id',
    },
    name: 'PUBLIC_URL',
  },
  {
    label: 'a webhook at a port that Telegram never calls',
    env: {
      TELEGRAM_BOT_TOKEN: '1:t',
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 's',
      PUBLIC_URL: 'https://sigap.example.id:8787',
    },
    name: 'PUBLIC_URL',
  },
  {
    label: 'a telephone number for its id',
    env: { ...CLOUD, WHATSAPP_CLOUD_PHONE_NUMBER_ID: '+62 21 0000' },
    name: 'WHATSAPP_CLOUD_PHONE_NUMBER_ID',
  },
  {
    label: 'two lines for a token',
    env: { ...CLOUD, WHATSAPP_CLOUD_TOKEN: 'one\ntwo' },
    name: 'WHATSAPP_CLOUD_TOKEN',
  },
  {
    label: 'a template with a name that none can have',
    env: { WHATSAPP_CLOUD_TEMPLATE: 'Kabar Baru' },
    name: 'WHATSAPP_CLOUD_TEMPLATE',
  },
  {
    label: 'a template of a kind that has no words',
    env: { WHATSAPP_CLOUD_TEMPLATES: 'answer=sigap_jawaban,promo=diskon' },
    name: 'WHATSAPP_CLOUD_TEMPLATES',
  },
])('does not start with $label', ({ env, name }) => {
  expect(faultsOf(env).map((fault) => fault.split(':')[0])).toEqual([name])
})

const BOTH = { PUBLIC_URL: 'https://sigap.example.id', CONSOLE_URL: 'https://petugas.example.id' }

it.each([
  ['without residents’ address', { PUBLIC_URL: '' }, 'PUBLIC_URL: needs_residents_url'],
  ['in clear', { CONSOLE_URL: 'http://petugas.example.id' }, 'CONSOLE_URL: console_open'],
  ['that is none', { CONSOLE_URL: 'petugas' }, 'CONSOLE_URL: address'],
  ['with a path', { CONSOLE_URL: 'https://petugas.example.id/console' }, 'CONSOLE_URL: origin_alone'],
  ['with a password', { CONSOLE_URL: 'https://a:b@petugas.example.id' }, 'CONSOLE_URL: origin_alone'],
  ['that is residents’', { CONSOLE_URL: 'https://sigap.example.id' }, 'CONSOLE_URL: console_same_host'],
  ['of another port', { CONSOLE_URL: 'https://sigap.example.id:8443' }, 'CONSOLE_URL: console_same_host'],
  ['of another dot', { CONSOLE_URL: 'https://Sigap.example.id.' }, 'CONSOLE_URL: console_same_host'],
])('refuses an address of the console %s', (_, env, fault) => {
  expect(faultsOf({ ...BOTH, ...env })).toContain(fault)
})

it.each(['https://petugas.example.id', 'https://petugas.example.id/', 'http://petugas.localhost:8787'])(
  'takes %s as the console’s own address',
  (CONSOLE_URL) => {
    expect(readConfig({ ...BOTH, CONSOLE_URL }).consoleUrl).toBe(new URL(CONSOLE_URL).origin)
  },
)

it('takes platforms on this machine, two secrets while one is changed, and an address to listen on', () => {
  const { host, telegram, whatsappCloud, whatsappWeb } = readConfig({
    HOST: '127.0.0.1',
    TELEGRAM_BOT_TOKEN: '1:a',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
    WHATSAPP_CLOUD_TOKEN: 't',
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: '1',
    WHATSAPP_CLOUD_APP_SECRET: 'baru, lama',
    WHATSAPP_CLOUD_VERIFY_TOKEN: 'v',
    WHATSAPP_CLOUD_TEMPLATE: 'kabar_laporan',
    WHATSAPP_CLOUD_TEMPLATES: 'documents=sigap_berkas, answer=sigap_jawaban',
    WHATSAPP_WEB: 'on',
    WHATSAPP_WEB_URL: 'ws://[::1]:9000/ws',
    DEBUG: 'hono',
  })
  expect(host).toBe('127.0.0.1')
  expect(telegram?.apiRoot).toBe('http://127.0.0.1:8081')
  expect(whatsappCloud).toMatchObject({ appSecrets: ['baru', 'lama'], template: 'kabar_laporan' })
  expect(whatsappCloud?.templates).toEqual([
    { id: 'documents', name: 'sigap_berkas' },
    { id: 'answer', name: 'sigap_jawaban' },
  ])
  expect(whatsappWeb?.url).toBe('ws://[::1]:9000/ws')
})
