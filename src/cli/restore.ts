/**
 * @module `npm run restore -- FILE --to DIR --key SECRET_FILE`: a backup becomes a data directory, and says what is missing from it.
 * `--forgotten FILE` (a list, a keys.db, a data directory, or `none`); `--json`, `--lang en`.
 */

import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { formatDate, formatHour } from '../core/jakarta.ts'
import { type BackupSecret, readBackupSecret } from '../vault/backup-key.ts'
import { BackupFault } from '../wiring/backup/fault.ts'
import { forgottenSubjects } from '../wiring/backup/forgotten.ts'
import { type GapReport, restoreBackup } from '../wiring/backup/restore.ts'
import { sayIn } from './office-texts.ts'

const { values, positionals } = parseArgs({
  options: {
    to: { type: 'string' },
    key: { type: 'string' },
    forgotten: { type: 'string' },
    json: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'id' },
  },
  allowPositionals: true,
})
const language = values.lang === 'en' ? 'en' : 'id'
const say = sayIn(language)

try {
  const [file] = positionals
  if (file === undefined || values.to === undefined || values.key === undefined)
    throw new Error(say('restore.usage'))
  const report = await restoreBackup({
    file,
    to: values.to,
    secret: secretOf(values.key),
    forgotten: forgottenSubjects(values.forgotten, file),
    // Staff read Indonesian, whatever the operator reads.
    label: sayIn('id')('restore.label'),
    now: () => new Date(),
  })
  process.stdout.write(`${values.json ? JSON.stringify(report) : linesOf(report, values.to).join('\n')}\n`)
} catch (error) {
  const words = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `${error instanceof BackupFault ? say(`backup.fault.${error.why}`, error.args) : words}\n`,
  )
  process.exitCode = 1
}

function secretOf(path: string): BackupSecret {
  if (!existsSync(path)) throw new BackupFault('no_secret', { path })
  const secret = readBackupSecret(readFileSync(path, 'utf8'))
  if (secret === undefined) throw new BackupFault('bad_secret', { path })
  return secret
}

function linesOf(report: GapReport, dir: string): string[] {
  const { lines, forgotten, ...rest } = report
  return [
    say('restore.done', { dir }),
    say('restore.gap', { from: when(report.backupAt), to: when(report.restoredAt) }),
    ...lines.map(({ channel, chats, lastHeardAt }) =>
      say('restore.line', {
        channel: say(`staff.channel.${channel}`),
        chats,
        at: lastHeardAt === undefined ? '-' : when(lastHeardAt),
        again: say(`restore.again.${channel}`),
      }),
    ),
    say('restore.review', {
      replies: rest.heldReplies,
      unanswered: rest.unanswered,
      news: rest.officeNews,
      chats: rest.toReview,
      label: sayIn('id')('restore.label'),
    }),
    say('restore.sessions', { sessions: rest.sessions, staff: rest.withStaff }),
    say('restore.forgotten', { listed: forgotten.listed, again: forgotten.again }),
    say('restore.staff', { n: rest.staffLoggedOut }),
    ...(rest.pairAgain ? [say('restore.pair')] : []),
    say('restore.next'),
  ]
}

function when(at: number): string {
  return `${formatDate(new Date(at), language)} ${formatHour(new Date(at))}`
}
