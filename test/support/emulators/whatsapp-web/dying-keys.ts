/** @module A process that writes keys, one number after the other in two places at once, until it is killed or kills itself between them. */

import * as library from '@whiskeysockets/baileys'
import { openAuth } from '../../../../src/channels/whatsapp-web/kept/auth-state.ts'
import { makeNames } from '../../../../src/channels/whatsapp-web/kept/names.ts'
import { testKeep } from './keeps.ts'

export type KeysOrder = {
  dir: string
  /** Kills itself after the first of the two writes of this number. */
  diesIn?: number
}

const order: KeysOrder = JSON.parse(process.argv[2] ?? '')
const { keep } = testKeep(order.dir)
let number = 0
const auth = openAuth({
  library,
  keep: {
    ...keep,
    set: (kind, id, value) => {
      keep.set(kind, id, value)
      if (number === order.diesIn && kind === 'key.session') process.kill(process.pid, 'SIGKILL')
    },
  },
  names: makeNames(keep),
  commit: (write) => keep.transaction(write),
  learn: () => {},
  requireOurs: () => {},
  onFault: () => {},
})

for (;;) {
  number += 1
  const value = new Uint8Array([number >> 8, number & 0xff])
  await auth.keys.set({ session: { 'a.0': value }, 'identity-key': { 'a.0': value } })
  process.stdout.write(`${number}\n`)
  // The reader must have a chance.
  if (number % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
}
