/** @module `npm run access:invite`: prints a one-time link that makes an administrator, beside a running server too. For when nobody who could invite can log in. */

import { makeAccess } from '../access/make.ts'
import { readConfig } from '../config.ts'
import { makeChain } from '../vault/chain.ts'
import { openVault } from '../vault/vault.ts'
import { openStaffStores } from '../wiring/stores.ts'
import { weigh } from '../wiring/strength.ts'
import { errorWords, sayIn } from './office-texts.ts'

try {
  const config = readConfig(process.env)
  const { staff, ring, shelf, close } = openStaffStores(config)
  try {
    const access = makeAccess({
      db: staff.db,
      vault: openVault(ring, shelf),
      chain: makeChain(ring),
      now: Date.now,
      newId: () => crypto.randomUUID(),
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      service: { name: config.service.name ?? 'Tanya SIGAP' },
      weigh,
    })
    const base = config.consoleUrl ?? config.publicUrl ?? `http://localhost:${config.port}`
    const url = `${base.replace(/\/$/, '')}/console/mulai/${await access.setUp.admin()}`
    for (const language of ['id', 'en'] as const)
      process.stdout.write(`${sayIn(language)('access.invite.link', { url })}\n`)
  } finally {
    close()
  }
} catch (error) {
  process.stderr.write(`${errorWords(error)}\n`)
  process.exitCode = 1
}
