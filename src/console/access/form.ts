/** @module What a form sent: words alone, each once; files and lists count as nothing. Never throws on what came in. */

import type { Context } from 'hono'
import type { ConsoleEnv } from '../deps.ts'

export type Form = (field: string) => string

export async function formOf(c: Context<ConsoleEnv>): Promise<Form> {
  let body: Record<string, unknown> = {}
  try {
    body = await c.req.parseBody()
  } catch {
    // Not a form: all fields are empty, and each page says what is missing.
  }
  return (field) => {
    const value = Object.hasOwn(body, field) ? body[field] : undefined
    return typeof value === 'string' ? value : ''
  }
}

/** One of a closed list, or undefined. */
export function oneOf<const T extends string>(list: readonly T[], value: string): T | undefined {
  return list.find((one) => one === value)
}
