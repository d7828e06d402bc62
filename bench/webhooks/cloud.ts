/** @module The Cloud API line of the benchmark: what signs a post, and the settings of a server that takes it. */

import type { Target } from './sender.ts'

export const CLOUD: Omit<Target, 'url'> = { appSecret: 'rahasia-uji', phoneNumberId: '106540352242922' }

export const CLOUD_SETTINGS = {
  MODE: 'demo',
  WHATSAPP_CLOUD_TOKEN: 'token-uji',
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: CLOUD.phoneNumberId,
  WHATSAPP_CLOUD_APP_SECRET: CLOUD.appSecret,
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'kata-uji',
}
