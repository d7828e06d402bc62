/** @module Settings: the demo needs none, and whoever sets wrong ones learns all of it at once. */

import { expect, it } from 'vitest'
import { ConfigFault, readConfig } from '../src/config.ts'

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults
    throw error
  }
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
    env: { TELEGRAM_BOT_TOKEN: 't', TELEGRAM_MODE: 'webhook', PUBLIC_URL: 'https://a.example' },
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
