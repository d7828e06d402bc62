/** @module The record of processing says what the databases hold, no column more and none less. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { personalColumns } from '../../src/store/columns.ts'
import { recordOfProcessing } from '../../src/wiring/processing/record.ts'
import { TAGS } from '../../src/wiring/processing/tags.ts'

it('tags every column that is sealed, hashed or masked with class, purpose and time, and no other', () => {
  expect(personalColumns().length).toBeGreaterThan(40)
  expect(Object.keys(TAGS).sort()).toEqual(personalColumns())
})

it('is written down as the schemas are now (npm run processing)', () => {
  const written = readFileSync(resolve(import.meta.dirname, '../../docs/processing.md'), 'utf8')
  expect(written).toBe(recordOfProcessing())
})
