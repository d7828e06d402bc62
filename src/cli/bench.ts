/** @module `npm run bench -- turns webhooks growth peers`: speed beside the raw write, under posts, with a million chats, and beside peers; `--write` puts the figures into `docs/performance.md`. */

import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { growth } from '../../bench/growth.ts'
import { peers } from '../../bench/peers.ts'
import type { Section } from '../../bench/section.ts'
import { turns } from '../../bench/turns.ts'
import { webhooks } from '../../bench/webhooks.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const DOCUMENT = join(ROOT, 'docs/performance.md')
const SECTIONS: Record<string, () => Promise<Section>> = {
  turns,
  webhooks,
  growth: () => growth(sizeOf(values)),
  peers: () => peers(ROOT),
}
const GIB = 2 ** 30

const { values, positionals } = parseArgs({
  options: {
    write: { type: 'boolean', default: false },
    // Of growth alone.
    chats: { type: 'string' },
    rows: { type: 'string' },
  },
  allowPositionals: true,
})
const wanted = positionals.length === 0 ? Object.keys(SECTIONS) : positionals
const unknown = wanted.filter((name) => SECTIONS[name] === undefined)
if (unknown.length > 0) {
  process.stderr.write(
    `no such section: ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}\n`,
  )
  process.exitCode = 1
} else for (const name of wanted) await measure(name)

async function measure(name: string): Promise<void> {
  if (name === 'peers' && !existsSync(join(ROOT, 'bench/node_modules/telegraf'))) install()
  const section = await SECTIONS[name]?.()
  if (section === undefined) return
  const text = `## ${section.title}\n\n\`npm run bench -- ${name}\`, ${machine()}.\n\n${section.text}`
  process.stdout.write(`${text}\n\n`)
  if (values.write) keep(name, text)
}

function sizeOf({ chats, rows }: { chats?: string | undefined; rows?: string | undefined }) {
  return {
    ...(chats === undefined ? {} : { chats: Number(chats) }),
    ...(rows === undefined ? {} : { rows: Number(rows) }),
  }
}

/** Between the marks of its own; what stands around them is written by hand. */
function keep(name: string, text: string): void {
  const [begin, end] = [`<!-- figures: ${name} -->`, `<!-- end of ${name} -->`]
  const before = readFileSync(DOCUMENT, 'utf8')
  const [head, rest = ''] = before.split(begin)
  const tail = rest.split(end)[1] ?? '\n'
  writeFileSync(DOCUMENT, `${head}${begin}\n\n${text}\n\n${end}${tail}`)
}

function machine(): string {
  const memory = Math.round(totalmem() / GIB)
  return `${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}`
}

/** The peers are packages of the folder `bench` alone; nothing of the service knows them. */
function install(): void {
  process.stdout.write('Installing the peers into bench/node_modules (npm install --prefix bench)\n')
  spawnSync('npm', ['install', '--prefix', join(ROOT, 'bench'), '--ignore-scripts'], { stdio: 'inherit' })
}
