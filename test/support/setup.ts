/** @module Runs before each test file: a connection off 127.0.0.1 or an unexpected console.error fails the test, even when the code under test swallows it. */

import { subscribe } from 'node:diagnostics_channel'
import { afterAll, afterEach, beforeEach } from 'vitest'
import './no-network.mjs'

const faults: string[] = []

subscribe('tanya-sigap:connection-refused', (where) => {
  faults.push(`a connection to ${String(where)}; tests stay on 127.0.0.1`)
})

// Programs that a test starts obey the same rule.
const guard = new URL('./no-network.mjs', import.meta.url).href
process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import=${guard}`.trim()
process.env.NO_COLOR ??= '1'
// vitest calls its own mode so; for programs that a test starts it would be a setting of the service.
delete process.env.MODE

const printError = console.error

/** A test that expects a console.error replaces it with a spy of its own, and asserts what it was told. */
function recordError(...args: unknown[]): void {
  faults.push(`console.error: ${args.map(String).join(' ')}`)
  printError(...args)
}

function reportFaults(): void {
  const found = faults.splice(0)
  if (found.length > 0) throw new Error(`unexpected in this test: ${found.join('\n')}`)
}

beforeEach(() => {
  console.error = recordError
})
afterEach(reportFaults)
afterAll(() => {
  console.error = printError
  reportFaults()
})
