/** @module `npm run import -- <file>`: checks a list like the console does and says what was found; `--apply` takes it, and the audit log says so. The server must be stopped: both work on the same data. */

import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import type { AuditAction } from '../core/audit-actions.ts'
import { type ImportView, LISTS, ROW_ERRORS, type RowFault } from '../core/roster.ts'
import { build } from '../main.ts'
import { readTexts } from '../wiring/data.ts'
import { readSettings } from '../wiring/settings.ts'
import { errorWords } from './office-texts.ts'

const SHOWN_FAULTS = 50
const texts = readTexts()
const say = (key: string, args: Record<string, string> = {}) => texts.format(key, 'id', args)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'string', default: 'people' },
    apply: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
    data: { type: 'string' },
  },
})
const list = LISTS.find((one) => one === values.list)
const [path] = positionals
process.exitCode = path === undefined || list === undefined ? usage() : await main(path, list)

function usage(): number {
  process.stderr.write(
    `npm run import -- <file> [--list ${LISTS.join('|')}] [--apply] [--accept] [--data DIR]\n`,
  )
  return 2
}

async function main(file: string, to: (typeof LISTS)[number]): Promise<number> {
  try {
    const settings = readSettings(process.env)
    const config = readConfig({
      ...settings,
      ...(values.data === undefined ? {} : { DATA_DIR: values.data }),
    })
    const service = await build(config, { alone: true, ownChannelsAlone: true, wakeAt: () => {} })
    try {
      return await run(service, file, to)
    } finally {
      await service.stop()
    }
  } catch (error) {
    process.stderr.write(`${errorWords(error)}\n`)
    return 1
  }
}

type Service = Pick<Awaited<ReturnType<typeof build>>, 'roster' | 'access'>

async function run({ roster, access }: Service, file: string, to: (typeof LISTS)[number]): Promise<number> {
  const id = crypto.randomUUID()
  /** As the console does: written down before it is done, and not done when it cannot be written down. */
  const writeDown = (action: AuditAction) =>
    access.audit({ by: 'cli', action, subject: id, fields: [to], requestId: id, ...userOf() })
  await writeDown('roster.upload')
  const taken = await roster.receiveFile({ id, list: to, by: 'cli' }, file)
  if (!taken.ok) return print([say(`console.roster.file.${taken.why}`)], 1)
  let view = await roster.get(id)
  while (view?.state === 'waiting') {
    await new Promise((resolve) => setTimeout(resolve, 200))
    view = await roster.get(id)
  }
  if (view === undefined) return 1
  if (view.state === 'failed') return print([reasonOf(view)], 1)
  print([...numbers(view), ...(await roster.faults(id, { after: 0, limit: SHOWN_FAULTS })).map(line)], 0)
  if (!values.apply) {
    await writeDown('roster.drop')
    await roster.drop(id, 'cli')
    return 0
  }
  await writeDown('roster.apply')
  const outcome = await roster.apply(id, 'cli', values.accept)
  return outcome.ok
    ? print([say('console.roster.done.pakai')], 0)
    : print([say(`console.roster.refused.${outcome.why}`)], 1)
}

/** Whoever is logged in at the machine; nobody where it has no name for them (a container). */
function userOf(): { reason?: string } {
  try {
    return {
      reason: `user:${userInfo()
        .username.replace(/[^\w.-]/g, '')
        .slice(0, 32)}`,
    }
  } catch {
    return {}
  }
}

function print(lines: readonly string[], code: number): number {
  process.stdout.write(lines.map((one) => `${one}\n`).join(''))
  return code
}

function reasonOf({ fault = 'broken', lacks }: ImportView): string {
  return fault === 'no_header'
    ? say('console.roster.no_header', { columns: lacks.join(', ') })
    : say(`console.roster.file.${fault}`)
}

function numbers({ rows, good, known, gone, columns }: ImportView): string[] {
  const counts = { rows, good, left_out: rows - good, new: good - known, known, gone }
  const decile = columns.some((one) => 'left' in one && one.left === 'decile')
  return [
    ...Object.entries(counts).map(([name, count]) => `${say(`console.roster.${name}`)}: ${count}`),
    ...columns.flatMap((one) =>
      'left' in one ? [`${one.title}: ${say(`console.roster.left.${one.left}`)}`] : [],
    ),
    ...(decile ? [say('console.roster.decile')] : []),
  ]
}

function line({ row, column, code, mask }: RowFault): string {
  const weight = ROW_ERRORS.some((one) => one === code) ? 'row_left' : 'cell_left'
  const what = `${say(`console.roster.${weight}`)}: ${say(`console.roster.fault.${code}`)}`
  return `${say('console.roster.row')} ${row}, ${say(`console.roster.column.${column}`)} [${mask}]: ${what}. ${say(`console.roster.fault.${code}.do`)}`
}
