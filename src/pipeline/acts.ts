/** @module What the office tells a chat and what staff do in it: both through the chat's inbox, like everything else. */

import type { ActResult, Chats } from '../core/ports.ts'
import { accept, inboxKey } from './arriving/accept.ts'
import { cleanAct } from './arriving/masking.ts'
import type { Deps } from './deps.ts'
import type { State } from './state.ts'
import { actName } from './turning/commit.ts'

export function makeActs(deps: Deps, state: State, kick: () => void): Pick<Chats, 'tell' | 'act'> {
  return {
    tell: async (chatId, id, at, notice) => {
      const now = deps.now()
      const body = { kind: 'office' as const, notice }
      const arrival = { chatId, externalId: id, at, now, body }
      if (deps.store.commit(() => accept(deps, arrival)) === undefined) return
      state.chats.add(chatId)
      kick()
    },
    act: async (chatId, key, act) => {
      if (deps.store.chats.get(chatId) === undefined) return { ok: false, why: 'unknown_chat' }
      const now = deps.now()
      const body = { kind: 'staff' as const, act: cleanAct(act) }
      const externalId = deps.store.commit(() => {
        const name = tryOf(deps, chatId, key)
        accept(deps, { chatId, externalId: name, at: now, now, body })
        return name
      })
      return resultOf(deps, state, chatId, externalId, kick)
    },
  }
}

/** What was refused as `newer` was not sent, and gets another try; what was sent, or is about to be, never does. */
function tryOf(deps: Deps, chatId: string, key: string): string {
  for (let tries = 1; ; tries += 1) {
    const name = tries === 1 ? key : `${key}|${tries}`
    const row = deps.store.inbox.find(chatId, inboxKey(deps.vault, chatId, 'staff', name))
    const result = row?.state === 'done' ? readResult(row.state, row.result) : undefined
    if (result === undefined || result.ok || result.why !== 'newer') return name
  }
}

/** Of the row that stands, whoever put it there; waits for its turn if that is still to come. */
async function resultOf(
  deps: Deps,
  state: State,
  chatId: string,
  key: string,
  kick: () => void,
): Promise<ActResult> {
  const hash = inboxKey(deps.vault, chatId, 'staff', key)
  const row = deps.store.inbox.find(chatId, hash)
  if (row === undefined) throw new Error('the act was kept and is gone again')
  if (row.state !== 'waiting') return readResult(row.state, row.result)
  const name = actName(chatId, hash)
  const result = new Promise<string | null>((resolve) => {
    state.acts.set(name, [...(state.acts.get(name) ?? []), resolve])
  })
  state.chats.add(chatId)
  kick()
  const text = await result
  return readResult(deps.store.inbox.find(chatId, hash)?.state ?? 'done', text)
}

/** @throws Error when the act was set aside after its last attempt */
function readResult(state: 'waiting' | 'done' | 'quarantined', result: string | null): ActResult {
  if (state === 'quarantined') throw new Error('the act failed and was set aside; see the log')
  // Written by commit.ts and nobody else.
  return result === null ? { ok: true } : (JSON.parse(result) as ActResult)
}
