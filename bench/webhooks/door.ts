/** @module The door alone: how many posts a second the same two cores bear when nothing is kept and nobody is answered. No service behind it can bear more. */

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Target } from './sender.ts'

/** Gives the target, and what ends the process. */
export async function openDoor(): Promise<Target & { close(): Promise<void> }> {
  const secrets = { appSecret: 'rahasia-uji', phoneNumberId: '106540352242922' }
  const child = fork(fileURLToPath(new URL('door-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      MODE: 'demo',
      WHATSAPP_CLOUD_TOKEN: 'token-uji',
      WHATSAPP_CLOUD_PHONE_NUMBER_ID: secrets.phoneNumberId,
      WHATSAPP_CLOUD_APP_SECRET: secrets.appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: 'kata-uji',
    },
  })
  const gone = new Promise<void>((done) => child.once('exit', () => done()))
  const port = await new Promise<number>((done, fail) => {
    child.once('message', (message) => done(Number(message)))
    child.once('exit', (code) => fail(new Error(`the door ended with ${code}`)))
  })
  return {
    ...secrets,
    url: `http://127.0.0.1:${port}/hooks/whatsapp`,
    close: async () => {
      child.disconnect()
      await gone
    },
  }
}
