/** @module The door alone: how many posts a second the same two cores bear when nothing is kept and nobody is answered. */

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CLOUD, CLOUD_SETTINGS } from './cloud.ts'
import type { Target } from './sender.ts'

/** Gives the target, and what ends the process. */
export async function openDoor(): Promise<Target & { close(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL('door-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...CLOUD_SETTINGS },
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const port = await new Promise<number>((done, fail) => {
    child.once('message', (message) => done(Number(message)))
    child.once('exit', (code) => fail(new Error(`the door ended with ${code}`)))
  })
  return {
    ...CLOUD,
    url: `http://127.0.0.1:${port}/hooks/whatsapp`,
    close: async () => {
      child.disconnect()
      await gone
    },
  }
}
