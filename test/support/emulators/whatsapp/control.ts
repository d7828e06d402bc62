/** @module The levers of the emulator over HTTP, for a judge in another process. */

import type { Fault } from './faults.ts'
import type { Emulated } from './graph.ts'
import type { Reply } from './messages.ts'
import type { Act } from './people.ts'

/** `POST /__ctl/inject|user|advance|reset|subscribe|deliver`, `GET /__ctl/journal|idle`. */
export async function control(emulator: Emulated, name: string, body: unknown): Promise<Reply> {
  switch (name) {
    case 'inject':
      emulator.inject(body as Fault)
      return done({})
    case 'user':
      return done({ wamid: emulator.act(body as Act) })
    case 'advance':
      emulator.advance(Number((body as { ms?: unknown }).ms))
      return done({ now: emulator.now() })
    case 'reset':
      emulator.reset()
      return done({})
    case 'subscribe':
      return done({ ok: await emulator.subscribe() })
    case 'deliver': {
      const { text, secret } = body as { text: string; secret?: string }
      return done({ http: await emulator.deliver(text, secret) })
    }
    case 'idle':
      await emulator.idle()
      return done({})
    case 'journal': {
      const { journal } = emulator
      return done({
        entries: journal.entries(),
        accepted: journal.accepted(),
        violations: journal.violations(),
      })
    }
    default:
      return { http: 404, body: { error: `no lever ${name}` } }
  }
}

function done(body: Record<string, unknown>): Reply {
  return { http: 200, body }
}
