/** @module S16 of the security tests, the short form: no reader of what strangers send throws, and keys of the language mean nothing. */

import { expect, it } from 'vitest'
import { readFlows } from '../../src/wiring/data.ts'
import { PARSERS } from './parsers.ts'

const RUNS = 2_000

it.each(PARSERS)('takes whatever comes: $name', async ({ run, cost }) => {
  await expect(run(Math.ceil(RUNS / cost))).resolves.toBeUndefined()
})

it('flows are code of ours, and know no node by a word of the language', () => {
  for (const flow of readFlows().values())
    for (const odd of ['__proto__', 'constructor', 'toString'])
      expect(Object.hasOwn(flow.nodes, odd)).toBe(false)
})
