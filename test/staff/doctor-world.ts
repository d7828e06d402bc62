/** @module What the tests of the doctor share: settings, and its findings by what they say. */

import type { Finding } from '../../src/cli/finding.ts'
import { sayIn } from '../../src/cli/office-texts.ts'
import type { GraphEmulator } from '../support/emulators/whatsapp/graph.ts'

export const NOW = new Date('2026-11-22T03:00:00Z')
export const settings = (DATA_DIR: string, more: Record<string, string> = {}) => ({
  DATA_DIR,
  PORT: '1',
  ...more,
})
export const wordOf = ({ area, what, args }: Finding) => sayIn('id')(`doctor.${area}.${what}`, args)
export const wordsOf = (findings: Finding[]) => findings.map(wordOf).join('\n')
export const cloudOf = ({
  url,
  token,
  phoneNumberId,
}: Pick<GraphEmulator, 'url' | 'token' | 'phoneNumberId'>) => ({
  WHATSAPP_CLOUD_TOKEN: token,
  WHATSAPP_CLOUD_PHONE_NUMBER_ID: phoneNumberId,
  WHATSAPP_CLOUD_APP_SECRET: 's',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'v',
  WHATSAPP_CLOUD_API_ROOT: url,
})
export const find = (findings: Finding[], area: Finding['area'], what: string) =>
  findings.filter((one) => one.area === area && one.what === what)
