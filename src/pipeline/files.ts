/** @module Files that a platform announced are fetched in the background: named at once, tried again, kept sealed, or told as lost. */

import type { Content, Instant, MediaRef, MediaType } from '../core/chat.ts'
import { FetchError } from '../core/errors.ts'
import type { ChannelId, FileFault } from '../core/lists.ts'
import { type Media, MediaRefused } from '../core/media.ts'
import type { FileRow, NewFile } from '../store/chat/files.ts'
import { isUnavailable } from '../store/db.ts'
import { toHex } from '../vault/bytes.ts'
import { accept } from './arriving/accept.ts'
import { backoff, type Deps, LIMITS } from './deps.ts'
import { inTime } from './leaving/overtime.ts'
import { canWork, pause } from './pause.ts'
import { report } from './report.ts'
import { makeSeals } from './sealed.ts'
import type { State } from './state.ts'

const FETCHED: readonly string[] = ['image', 'voice', 'video', 'document'] satisfies MediaType[]
const OURS = 'media:'

type Named = { chatId: string; channel: ChannelId; key: Uint8Array; content: Content; at: Instant }

/** The content as it is kept, under the name its file will have, and the file that has to be fetched for it. */
export function fileOf(
  deps: Deps,
  { chatId, channel, key, content, at }: Named,
): {
  content: Content
  file?: NewFile
} {
  if (!('media' in content) || content.media === undefined) return { content }
  const { media } = content
  if (media.ref.startsWith(OURS) && deps.channels[channel]?.fetchMedia === undefined) return { content }
  const name = toHex(key).slice(0, 40)
  const kept = { ...content, media: { ...media, ref: `${OURS}${name}` } }
  // What nobody will look at is not asked for: stickers.
  if (!FETCHED.includes(content.type)) return { content: kept }
  const refSealed = makeSeals(deps.vault).file(chatId, name, media)
  return { content: kept, file: { chatId, name, type: content.type, at, refSealed } }
}

export type Fetching = {
  /** Starts what is due. */
  run(): void
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
  isBusy(): boolean
  nextAt(): Instant | undefined
}

/** `rest` is called each time one is through: what waits for a later time has to be woken for. */
export function makeFetching(deps: Deps, state: State, media: Media | undefined, rest: () => void): Fetching {
  const flying = new Map<string, Promise<void>>()
  const start = (row: FileRow, keep: Media) => {
    const name = `${row.chatId}|${row.name}`
    const work = fetchOne(deps, state, row, keep)
      .catch((error: unknown) => pause(deps, state, error))
      .finally(() => {
        flying.delete(name)
        rest()
      })
    flying.set(name, work)
  }
  const run = () => {
    if (media === undefined || !canWork(deps, state)) return
    const now = deps.now()
    const room = LIMITS.fetchesAtOnce - flying.size
    if (room <= 0) return
    for (const row of deps.store.files.due(now, LIMITS.fetchesAtOnce * 2)) {
      if (flying.size >= LIMITS.fetchesAtOnce) return
      if (!flying.has(`${row.chatId}|${row.name}`)) start(row, media)
    }
  }
  return {
    run,
    idle: async () => {
      while (flying.size > 0) await Promise.all(flying.values())
    },
    isBusy: () => flying.size > 0,
    nextAt: () => {
      // What is on its way wakes by itself.
      if (media === undefined || flying.size >= LIMITS.fetchesAtOnce) return undefined
      return deps.store.files.nextAt()
    },
  }
}

async function fetchOne(deps: Deps, state: State, row: FileRow, media: Media): Promise<void> {
  const { store } = deps
  // Counted before it is tried, so that a file which kills the process is given up too.
  const attempts = store.commit(() => store.files.tried(row, deps.now() + LIMITS.fetchMs * 2))
  if (attempts === undefined) return
  const outcome = attempts > LIMITS.fetchAttempts ? 'not_fetched' : await fetched(deps, row, media, attempts)
  if (typeof outcome === 'string') store.commit(() => lose(deps, row, outcome))
  else if ('ref' in outcome) store.commit(() => store.files.kept(row, outcome.mime ?? '', outcome.bytes ?? 0))
  else store.commit(() => store.files.retry(row, deps.now() + outcome.retryAfterMs))
  state.chats.add(row.chatId)
  state.followers.tell(row.chatId)
}

async function fetched(
  deps: Deps,
  row: FileRow,
  media: Media,
  attempts: number,
): Promise<MediaRef | FileFault | { retryAfterMs: number }> {
  const { chatId, name, type, refSealed } = row
  const channel = deps.channels[deps.store.chats.get(chatId)?.channel ?? 'web']
  try {
    if (channel?.fetchMedia === undefined || refSealed === null) return 'gone'
    const ref = makeSeals(deps.vault).openFile(chatId, name, refSealed)
    const signal = deps.timeout(LIMITS.fetchMs)
    const fetching = channel.fetchMedia(ref, channel.limits.maxMediaBytes, signal)
    const bytes = await inTime(fetching, signal, late)
    return await media.keep(chatId, bytes, { name, type })
  } catch (error) {
    if (error instanceof MediaRefused)
      // The platform gives it again: a scanner that was only away loses nobody's file.
      return error.code === 'unscanned' && attempts < LIMITS.fetchAttempts
        ? { retryAfterMs: againIn(attempts) }
        : error.code
    report(deps, 'fetch_failed', error, chatId)
    if (error instanceof FetchError && (error.code === 'gone' || error.code === 'too_big')) return error.code
    if (attempts >= LIMITS.fetchAttempts) return 'not_fetched'
    const asked = error instanceof FetchError ? (error.retryAfterMs ?? 0) : 0
    return { retryAfterMs: Math.max(asked, againIn(attempts)) }
  }
}

const againIn = (attempts: number) => backoff(attempts, LIMITS.fetchRetryFirstMs, LIMITS.retryMostMs)

const late = () => new FetchError('no answer in time', { code: 'network' })

/** The resident is told by a turn of their chat; staff see it in the transcript. */
function lose(deps: Deps, row: FileRow, why: FileFault): void {
  if (!deps.store.files.lost(row, why)) return
  const now = deps.now()
  const { chatId, name, type } = row
  try {
    deps.store.part(() =>
      accept(deps, { chatId, externalId: name, at: now, now, body: { kind: 'file', media: type, why } }),
    )
  } catch (error) {
    if (isUnavailable(error)) throw error
    // The chat can no longer be sealed: it is not told, and the files of others go on.
    report(deps, 'file_loss_untold', error, chatId)
  }
}
