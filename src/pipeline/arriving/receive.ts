/** @module What channels received becomes rows: find the chat, mask, seal, one transaction for all that came together. Resolves after the commit. */

import type { Instant } from '../../core/chat.ts'
import { StoreUnavailable } from '../../core/errors.ts'
import type { Incoming } from '../../core/message.ts'
import type { ChatRow } from '../../store/chat/chats.ts'
import { endsCommit } from '../../store/db.ts'
import { makeBeat } from '../beat.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { fileOf } from '../files.ts'
import { canWork, pause } from '../pause.ts'
import { codeOf, report } from '../report.ts'
import { makeSeals, type Seals } from '../sealed.ts'
import type { State } from '../state.ts'
import { type Counted, countHeads, mayCount, nobody, remember } from '../turning/count.ts'
import { accept, inboxKey } from './accept.ts'
import { labelled } from './label.ts'
import { type LineFact, takeFact } from './line-fact.ts'
import { clean, cleanContent } from './masking.ts'
import { partSilent } from './part.ts'
import { accountOf, makeFinder, type Placed, place } from './place.ts'
import { setStatus } from './status.ts'

type Message = Extract<Incoming, { type: 'message' }>
type Status = Extract<Incoming, { type: 'status' }>
type Waiter<T> = { incoming: readonly T[]; done(): void; failed(error: unknown): void }

/**
 * Callers that come while the platform breathes, or within a beat of the last commit, share one. Statuses go in a lane of their own: a storm of them,
 * or one that cannot be kept, holds up no message.
 * @throws StoreUnavailable to each of them when nothing could be kept
 */
export function makeReceive(deps: Deps, state: State, kick: () => void) {
  const messages = makeLane<Message | LineFact>(deps, state, (incoming) => take(deps, state, incoming), kick)
  const statuses = makeLane<Status>(deps, state, (incoming) => takeStatuses(deps, state, incoming), kick)
  return async (incoming: readonly Incoming[]): Promise<void> => {
    const told = incoming.filter((one) => one.type === 'status')
    const heard = incoming.filter((one) => one.type !== 'status')
    await Promise.all([
      ...(heard.length > 0 || told.length === 0 ? [messages(heard)] : []),
      ...(told.length > 0 ? [statuses(told)] : []),
    ])
  }
}

function makeLane<T>(deps: Deps, state: State, keep: (incoming: readonly T[]) => void, kick: () => void) {
  const beat = makeBeat(deps)
  let waiting: Waiter<T>[] = []
  const flush = () => {
    const batch = waiting
    waiting = []
    try {
      keep(batch.flatMap((waiter) => waiter.incoming))
      for (const waiter of batch) waiter.done()
    } catch (error) {
      if (error instanceof StoreUnavailable) pause(deps, state, error)
      if (batch.length === 1) batch[0]?.failed(error)
      else for (const waiter of batch) alone(keep, waiter)
    }
    kick()
  }
  return (incoming: readonly T[]): Promise<void> =>
    new Promise((done, failed) => {
      waiting.push({ incoming, done, failed })
      if (waiting.length === 1) void beat().then(flush)
    })
}

/** One that cannot be kept does not take the others with it. */
function alone<T>(keep: (incoming: readonly T[]) => void, waiter: Waiter<T>): void {
  try {
    keep(waiter.incoming)
    waiter.done()
  } catch (error) {
    waiter.failed(error)
  }
}

function take(deps: Deps, state: State, incoming: readonly (Message | LineFact)[]): void {
  const now = deps.now()
  const messages = incoming.filter((one) => one.type === 'message')
  const find = makeFinder(deps)
  const looking = () => deps.store.look(() => partSilent(deps, messages, find, now))
  deps.directory.together(looking)
  const placed = deps.store.guard(() =>
    place(deps, messages, find, now, ({ channel }) => deps.alarm?.(channel, 'address_conflict')),
  )
  const chatOf = new Map(placed.map(({ one, chatId }) => [one, chatId]))
  const released = new Set<string>()
  const isWorking = canWork(deps, state)
  const due = isWorking ? takeDue(state, now) : []
  const work = () => {
    const tries = nobody()
    const touched = incoming.flatMap((one) => {
      const chatId = one.type === 'message' ? chatOf.get(one) : undefined
      const work = () =>
        one.type === 'line'
          ? known(released, takeFact(deps, one, now))
          : chatId && hear(deps, { one, chatId }, now, released, isWorking ? { state, tries } : undefined)
      return apart(deps, one, now, work) ?? []
    })
    const chatIds = [...new Set(touched)]
    // Whose turn comes at once is counted here: that saves the first of many a commit, and everybody an fsync.
    const next = [...chatIds, ...due]
    const counted = isWorking ? countHeads(deps, state, next, now, tries) : { ...tries, left: chatIds }
    return { touched, counted }
  }
  // What a line tells moves addresses, which stand in another file and would not be undone with the rest.
  const how = incoming.length > messages.length ? 'carefully' : 'at once'
  let kept: ReturnType<typeof work>
  try {
    kept = deps.store.commit(work, how)
  } catch (error) {
    for (const chatId of due) state.chats.add(chatId)
    throw error
  }
  remember(state, kept.counted)
  wake(state, kept.touched, released)
}

/** Whose wait has ended meanwhile. Beside one that may crash nobody is counted who is not tried. */
function takeDue(state: State, now: Instant): string[] {
  return state.again.size > 0 ? [] : state.chats.take(now, LIMITS.turnsAtOnce)
}

/** What cannot be given to its chat (a damaged key, a fault of ours) is kept for people; all else goes on. */
function apart(
  deps: Deps,
  one: Message | LineFact,
  now: Instant,
  work: () => string | undefined,
): string | undefined {
  try {
    return deps.store.part(work)
  } catch (error) {
    if (endsCommit(error)) throw error
    report(deps, 'message_set_aside', error)
    const line = accountOf(one)
    const key = deps.vault.hash('dead_letter', JSON.stringify([line, one.address, one.externalId]))
    const said = one.type === 'message' ? { ...one, content: cleanContent(one.content) } : { fact: one.fact }
    const place = ['dead_letters', 'body_sealed', one.channel] as const
    const bodySealed = deps.vault.seal(`account:${line}`, place, JSON.stringify(said))
    deps.store.deadLetters.add({ key, channel: one.channel, at: now, why: codeOf(error), bodySealed })
    return undefined
  }
}

/** The chat, when this is news to it. */
function hear(
  deps: Deps,
  { one, chatId }: Placed<Message>,
  now: Instant,
  released: Set<string>,
  counting: { state: State; tries: Counted } | undefined,
): string | undefined {
  const chat = open(deps, chatId, one, now)
  const { store, vault } = deps
  const name = one.profile?.name
  const content = cleanContent(labelled(deps, chatId, one.content))
  const key = inboxKey(vault, chatId, 'message', one.externalId)
  const { content: kept, file } = fileOf(deps, { chatId, channel: one.channel, key, content, at: now })
  const body = {
    kind: 'message' as const,
    content: kept,
    ...(name === undefined ? {} : { name: clean(name) }),
  }
  // A platform's clock may be ahead; nobody writes in the future.
  const at = Math.min(one.at, now)
  const isNext = counting !== undefined && mayCount(deps, counting.state, counting.tries, chatId)
  const rid = accept(deps, { chatId, externalId: one.externalId, at, now, body }, chat, isNext)
  if (rid === undefined) return undefined
  if (file !== undefined) store.files.add(file)
  if (chat !== undefined) follow(deps, chat, one, now)
  const wasKnocked = chat !== undefined && chat.knockedAt !== 0
  if (wasKnocked) store.outbox.unknock(chatId)
  if (store.outbox.release(chatId) || wasKnocked) released.add(chatId)
  // Last: nothing of this may be undone any more.
  if (isNext && store.inbox.first(chatId)?.attempts === 1)
    counting.tries.tries.push({ chatId, rid, attempts: 1 })
  return chatId
}

function open(deps: Deps, chatId: string, line: Message, now: Instant): ChatRow | undefined {
  const { store, vault } = deps
  const known = store.chats.get(chatId)
  if (known !== undefined) return known
  const addressSealed = makeSeals(vault).address(chatId, line.address)
  const { channel, account } = line
  store.chats.add({ chatId, channel, account, addressSealed, lang: line.profile?.lang ?? 'id', at: now })
  return store.chats.get(chatId)
}

/** Replies go to the address that they last wrote from, whatever that message says of others; one that does not open is replaced. */
function follow(deps: Deps, chat: ChatRow, line: Message, now: Instant): void {
  const { store, vault } = deps
  const { chatId } = chat
  if (Math.min(line.at, now) < chat.heardAt) return
  const seals = makeSeals(vault)
  if (addressOf(seals, chat) === line.address) return
  store.chats.moved(chatId, seals.address(chatId, line.address))
}

function addressOf(seals: Seals, chat: ChatRow): string | undefined {
  try {
    return seals.openAddress(chat)
  } catch {
    return undefined
  }
}

const STATUSES_A_COMMIT = 200

function takeStatuses(deps: Deps, state: State, statuses: readonly Status[]): void {
  const now = deps.now()
  for (let from = 0; from < statuses.length; from += STATUSES_A_COMMIT) {
    const some = statuses.slice(from, from + STATUSES_A_COMMIT)
    const touched = deps.store.commit(() => some.flatMap((status) => setStatus(deps, status, now) ?? []))
    for (const chatId of touched) state.chats.add(chatId)
    wake(state, touched, new Set(touched))
  }
}

/** `released`: a status, or a word after a silence, may let go what waited to leave. */
function wake(state: State, touched: readonly string[], released: ReadonlySet<string>): void {
  for (const chatId of released) {
    state.lanes.add(`channel|${chatId}`)
    state.lanes.add(`office|${chatId}`)
  }
  for (const chatId of new Set(touched)) state.followers.tell(chatId)
}

function known(released: Set<string>, chatId: string | undefined): string | undefined {
  if (chatId !== undefined) released.add(chatId)
  return chatId
}
