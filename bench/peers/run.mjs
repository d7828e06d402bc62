/** @module One peer, one store, one trial, in a process of its own: `node run.mjs <peer> <store> <trial> <folder> [<kill after this write>]`. Prints its figures as JSON. */

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { messagesOf, rightOf, STEPS } from './script.mjs'
import { memorySessions, openSessions } from './sqlite.mjs'

const [peer, store, trial, dir, killAt] = process.argv.slice(2)
const PEOPLE = { speed: 1_000, burst: 100, duplicate: 100, reorder: 100, crash: 50 }[trial]
const SETTLE_MS = 500
const people = Array.from({ length: PEOPLE }, (_, n) => n + 1)
mkdirSync(dir, { recursive: true })
process.chdir(dir)

const said = join(dir, 'said.txt')
const acked = join(dir, 'acked.txt')
const isCrash = trial === 'crash'
const answers = new Map(people.map((person) => [person, []]))
/** What a person saw: a repeat that carries the same id is shown once. */
const sent = (person, text, id) => {
  if (isCrash) appendFileSync(said, `${JSON.stringify([person, text, id])}\n`)
  else see(person, text, id)
}
const shown = new Set()
const see = (person, text, id) => {
  // Peers give none, and a line of the file holds null then.
  if (id !== undefined && id !== null) {
    if (shown.has(id)) return
    shown.add(id)
  }
  answers.get(person)?.push(text)
}

if (killAt !== undefined) killAfter(Number(killAt))
const { open } = await import(`./${peer}.mjs`)
const sessions = store === 'memory' ? memorySessions() : peer === 'ours' ? undefined : openSessions(dir)
const handle = await open(sessions, sent, { dir, isUnordered: trial === 'reorder' })
const settle = handle.settle ?? (() => new Promise((resolve) => setTimeout(resolve, SETTLE_MS)))
// What a peer refuses or cannot do is its answer to the trial, not the end of it.
const give = (message) => Promise.resolve(handle(message)).catch(() => undefined)

/** The chat is open and its first question asked: what comes then are answers. */
const openAll = async () => {
  await Promise.all(people.map((person) => give(messagesOf(person)[0])))
  await settle()
}

const from = performance.now()
const trials = {
  speed: async () => {
    for (let step = 0; step < STEPS; step++) {
      await Promise.all(people.map((person) => give(messagesOf(person)[step])))
      if (handle.settle !== undefined) await handle.settle()
    }
  },
  burst: async () => {
    await openAll()
    await Promise.all(people.flatMap((person) => messagesOf(person).slice(1).map(give)))
  },
  duplicate: async () => {
    for (let step = 0; step < STEPS; step++) {
      for (const person of people) {
        await give(messagesOf(person)[step])
        await give(messagesOf(person)[step])
      }
      if (handle.settle !== undefined) await handle.settle()
    }
  },
  reorder: async () => {
    await openAll()
    const now = Date.now()
    const all = people.map((person) => {
      const rest = messagesOf(person).slice(1)
      const dated = rest.map((one) => ({ ...one, at: now - (STEPS - one.step) * 100 }))
      return rotate(dated, 1 + (person % 3))
    })
    for (let n = 0; n < STEPS - 1; n++) await Promise.all(all.map((messages) => give(messages[n])))
  },
  crash: async () => {
    const done = new Set(existsSync(acked) ? readFileSync(acked, 'utf8').split('\n') : [])
    for (let step = 0; step < STEPS; step++) {
      for (const person of people) {
        const message = messagesOf(person)[step]
        if (done.has(String(message.id))) continue
        await give(message)
        appendFileSync(acked, `${message.id}\n`)
      }
      if (handle.settle !== undefined) await handle.settle()
    }
  },
}
await trials[trial]()
const ms = performance.now() - from
await settle()
if (isCrash && existsSync(said)) {
  for (const line of readFileSync(said, 'utf8').split('\n').filter(Boolean)) see(...JSON.parse(line))
}
const right = people.filter((person) => {
  const all = answers.get(person) ?? []
  return all.at(-1) === rightOf(person) && all.filter((text) => text.startsWith('OK ')).length === 1
})
process.stdout.write(`\n${JSON.stringify({ people: PEOPLE, ms, right: right.length })}\n`)
process.exit(0)

function rotate(list, by) {
  return [...list.slice(by), ...list.slice(0, by)]
}

/** Counts every write to a database; the process dies in the moment after this one. */
function killAfter(count) {
  const Database = createRequire(new URL('../../package.json', import.meta.url))('better-sqlite3')
  const statement = Object.getPrototypeOf(new Database(':memory:').prepare('select 1'))
  const { run } = statement
  let left = count
  statement.run = function (...values) {
    const result = run.apply(this, values)
    const isWrite =
      this.source === 'COMMIT' || (this.source.startsWith('insert') && !this.database.inTransaction)
    if (isWrite && /(sessions|chats)\.db$/.test(this.database.name)) {
      left -= 1
      if (left === 0) process.kill(process.pid, 'SIGKILL')
    }
    return result
  }
}
