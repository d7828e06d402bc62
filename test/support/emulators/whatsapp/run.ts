/** @module The emulator as a process of its own, which outlives what is killed: one JSON line tells where it listens. */

import { startGraphEmulator } from './graph.ts'
import type { GraphOptions } from './world.ts'

/** `GRAPH_OPTIONS` is the options as JSON. */
const options = JSON.parse(process.env.GRAPH_OPTIONS ?? '{}') as GraphOptions
const emulator = await startGraphEmulator(options)
const { url, origin, token, phoneNumberId } = emulator
process.stdout.write(`${JSON.stringify({ url, origin, token, phoneNumberId, pid: process.pid })}\n`)
process.on('SIGTERM', () => {
  void emulator.close().then(() => process.exit(0))
})
