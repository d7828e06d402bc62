/**
 * @module `npm run audit:verify`: walks the audit log of DATA_DIR and tells the first row that does not fit.
 * `-- 1204:9f2c…` (several, as noted in the duty book) also finds a cut end and a log written anew. `--json`.
 */

import { parseArgs } from 'node:util'
import type { TrailHead } from '../access/access.ts'
import { verifyTrail } from '../access/trail.ts'
import { readConfig } from '../config.ts'
import { makeAuditRows } from '../store/access/audit.ts'
import { makeChain } from '../vault/chain.ts'
import { openStaffStores } from '../wiring/stores.ts'
import { errorWords, sayIn } from './office-texts.ts'

const NOTE = /^(\d{1,12}):([0-9a-f]{64})$/

try {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, lang: { type: 'string', default: 'id' } },
    allowPositionals: true,
  })
  const say = sayIn(values.lang === 'en' ? 'en' : 'id')
  const anchors = positionals.map((text) => anchorOf(text, say('access.verify.bad_note', { note: text })))
  const { staff, ring, close } = openStaffStores(readConfig(process.env))
  try {
    const { head, faults } = verifyTrail(makeAuditRows(staff.db), makeChain(ring), anchors)
    const lines = values.json
      ? [JSON.stringify({ head, faults })]
      : [
          ...faults.map(({ seq, why }) => say(`access.verify.${why}`, { seq: String(seq) })),
          say(faults.length === 0 ? 'access.verify.sound' : 'access.verify.until', {
            seq: String(head.seq),
            note: `${head.seq}:${head.mac}`,
          }),
        ]
    process.stdout.write(`${lines.join('\n')}\n`)
    process.exitCode = faults.length === 0 ? 0 : 1
  } finally {
    close()
  }
} catch (error) {
  process.stderr.write(`${errorWords(error)}\n`)
  process.exitCode = 2
}

/** "1204:9f2c…" as the page and this command print it. */
function anchorOf(text: string, fault: string): TrailHead {
  const [, seq, mac] = NOTE.exec(text.trim().toLowerCase()) ?? []
  if (seq === undefined || mac === undefined) throw new Error(fault)
  return { seq: Number(seq), mac }
}
