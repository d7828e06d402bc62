/** @module Settings that only the city can give and that nobody has: for the doctor and for the page that lists what is missing. Pure. */

import type { Config } from '../config.ts'

export const CITY_SETTINGS = [
  'official',
  'public_url',
  'whatsapp_cloud',
  'whatsapp_template',
  'telegram',
] as const
export type CitySetting = (typeof CITY_SETTINGS)[number]

export function unsetOf(
  config: Pick<Config, 'service' | 'publicUrl' | 'whatsappCloud' | 'telegram'>,
): CitySetting[] {
  const isSet: Record<CitySetting, boolean> = {
    official: config.service.official,
    public_url: config.publicUrl !== undefined,
    whatsapp_cloud: config.whatsappCloud !== undefined,
    whatsapp_template: config.whatsappCloud?.template !== undefined,
    telegram: config.telegram !== undefined,
  }
  return CITY_SETTINGS.filter((name) => !isSet[name])
}
