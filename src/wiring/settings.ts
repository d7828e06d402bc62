/** @module The environment over the file `.env`, as text; what it means is said in config.ts. */

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'

export type Settings = Record<string, string | undefined>

/** What the environment sets wins, even when it sets nothing but an empty word. */
export function readSettings(
  environment: Settings,
  file = resolve(import.meta.dirname, '../../.env'),
): Settings {
  return { ...(existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}), ...environment }
}
