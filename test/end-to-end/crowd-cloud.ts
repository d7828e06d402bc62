/** @module The crowd on WhatsApp: how a resident's phone works there, what goes wrong, and what the platform saw. */

import type { GraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import type { Phone } from './resident.ts'

/** Numbers of no network: 62 99 … */
const FIRST_NUMBER = 629_900_000_000

export function cloudPhone(graph: GraphEmulator) {
  const counts = new Map<string, number>()
  let seen = 0
  const count = (to: string) => {
    const entries = graph.journal.entries()
    for (; seen < entries.length; seen += 1) {
      const entry = entries[seen]
      if (entry?.kind === 'accepted') counts.set(entry.to, (counts.get(entry.to) ?? 0) + 1)
    }
    return counts.get(to) ?? 0
  }
  const phoneOf = (n: number): Phone => {
    const from = String(FIRST_NUMBER + n)
    return {
      write: (texts) => {
        // Written more than a second apart and delivered together: in whichever order they come.
        for (const [index, text] of texts.entries())
          graph.act({ from, agoMs: (texts.length - 1 - index) * 1_200, said: { type: 'text', text } })
      },
      count: () => count(from),
    }
  }
  return { phoneOf, nameOf: (n: number) => `cloud ${FIRST_NUMBER + n}` }
}

export function cloudFaults(graph: GraphEmulator, people: number): void {
  const send = { method: 'POST', path: '/messages' }
  const times = Math.ceil(people / 10)
  graph.inject({ match: send, prob: 0.01, fault: '502', times })
  graph.inject({ match: send, prob: 0.01, fault: 'reset_before', times })
  graph.inject({ match: send, prob: 0.01, fault: 'reset_after', times })
  graph.inject({ match: send, prob: 0.005, fault: 'truncated', times: Math.ceil(people / 40) })
  graph.inject({ match: send, prob: 0.002, fault: '429', retryAfterS: 1, times: 4 })
  graph.inject({ match: send, prob: 0.004, fault: 'code:131056', times: 8 })
  graph.inject({ match: send, prob: 0.002, fault: 'code:130429', times: 4 })
}

export function judgeCloud(graph: GraphEmulator) {
  const entries = graph.journal.entries()
  const faults: Record<string, number> = {}
  const deliveredAt = new Map<string, number>()
  const wrote: Record<string, string[]> = {}
  /** Outbox ids in the order in which they were taken, by number. */
  const taken: Record<string, string[]> = {}
  for (const entry of entries) {
    if (entry.kind === 'fault') faults[entry.fault] = (faults[entry.fault] ?? 0) + 1
    if (entry.kind === 'inbound')
      wrote[`cloud ${entry.from}`] = [...(wrote[`cloud ${entry.from}`] ?? []), entry.wamid]
    if (entry.kind === 'delivery' && entry.http === 200)
      for (const wamid of entry.wamids ?? []) if (!deliveredAt.has(wamid)) deliveredAt.set(wamid, entry.at)
    if (entry.kind !== 'accepted') continue
    const name = `cloud ${entry.to}`
    taken[name] = [...(taken[name] ?? []), entry.outboxId ?? '']
  }
  return {
    taken,
    /** When each message was taken from the platform, in the order in which they were written. */
    deliveredAt: Object.fromEntries(
      Object.entries(wrote).map(([name, wamids]) => [
        name,
        wamids.map((wamid) => deliveredAt.get(wamid) ?? 0),
      ]),
    ),
    doubled: Object.values(graph.journal.accepted()).filter((times) => times > 1).length,
    violations: graph.journal.violations(),
    early: entries.flatMap((entry) => (entry.kind === 'violation' ? [entry] : [])),
    faults,
    repeatedWebhooks: entries.filter((entry) => entry.kind === 'delivery' && entry.tries > 1).length,
  }
}
