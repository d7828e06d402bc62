/** @module Reads what others wrote as JSON: whatever stands there, nothing throws. */

export type Loose = Readonly<Record<string, unknown>>

/** An empty record where there is none, so that a path reads on. */
export function recordOf(value: unknown): Loose {
  return isRecord(value) ? value : {}
}

function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** `undefined` also for an empty one. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Numbers arrive as such or as digits. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
