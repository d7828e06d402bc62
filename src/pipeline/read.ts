/** @module The journal as people may see it: opened, masked, with what became of each line. */

import type { Content, Instant, Shown } from '../core/chat.ts'
import { formPathOf } from '../core/identity.ts'
import type { ChannelId } from '../core/lists.ts'
import type { ChatLine, ChatView, SendWindow } from '../core/ports.ts'
import type { Session } from '../core/session.ts'
import type { ChatRow } from '../store/chat/chats.ts'
import type { JournalRow } from '../store/chat/journal.ts'
import type { OutboxState } from '../store/chat/schema.ts'
import { SealBroken } from '../vault/seal.ts'
import { type Deps, LIMITS } from './deps.ts'
import { report } from './report.ts'
import { type Body, makeSeals } from './sealed.ts'

export type ReadOptions = { after?: number; limit?: number; forStaff?: boolean }

/** What a person answered so far; the engine knows how each is said. */
export type Summarise = (session: Session, now: Instant) => Shown[]

const ON_ITS_WAY: readonly (OutboxState | undefined)[] = ['waiting', 'claimed']
const OURS = 'media:'
const NEVER_SEEN: readonly (OutboxState | undefined)[] = ['cancelled', 'failed']

export function readChat(
  deps: Deps,
  summarise: Summarise,
  chatId: string,
  options: ReadOptions = {},
): ChatView | undefined {
  const chat = deps.store.chats.get(chatId)
  if (chat === undefined) return undefined
  const { after = 0, limit = LIMITS.linesShown, forStaff = false } = options
  const seals = makeSeals(deps.vault)
  const lines: ChatLine[] = []
  for (const { line, state, unsure } of linesOf(deps, chat, after, limit, forStaff)) {
    // A page resumes after the last seq it saw, so nothing may overtake a line that is still on its way.
    if (!forStaff && ON_ITS_WAY.includes(state ?? undefined)) break
    const body = opened(deps, chatId, () => seals.openLine(chatId, line.seq, line.bodySealed))
    const shown = body === undefined ? undefined : lineOf(line, state ?? undefined, body, forStaff)
    if (shown === undefined) continue
    lines.push(withFile(deps, chatId, { ...shown, ...((unsure ?? 0) > 0 ? { isUnsure: true } : {}) }))
  }
  const session = opened(deps, chatId, () => seals.openSession(chat))
  return {
    chatId,
    channel: chat.channel,
    owner: chat.owner,
    epoch: chat.epoch,
    lang: chat.lang,
    ...(chat.flow === null ? {} : { flow: chat.flow }),
    ...(chat.node === null ? {} : { node: chat.node }),
    mask: maskAddress(chat.channel, opened(deps, chatId, () => seals.openAddress(chat)) ?? ''),
    summary: session === undefined ? [] : summarise(session, deps.now()),
    lines,
    ...(forStaff ? windowOf(deps, chat) : {}),
  }
}

/** Staff read on in the archive where the journal ends. */
function linesOf(deps: Deps, { chatId, seq }: ChatRow, after: number, limit: number, forStaff: boolean) {
  const { archive, store } = deps
  const fresh = store.journal.read(chatId, after, limit)
  const room = limit - fresh.length
  if (!forStaff || archive === undefined || room <= 0) return fresh
  const first = store.journal.first(chatId) ?? seq + 1
  if (first <= after + 1) return fresh
  const old = archive.read(chatId, first, room).filter((line) => line.seq > after)
  const withState = old.map((line) => {
    const { state = null, unsure = null } = store.outbox.ofLine(chatId, line.seq, line.ref) ?? {}
    return { line, state, unsure }
  })
  return [...withState, ...fresh]
}

/** As `leaving/claim.ts` decides it. */
function windowOf(deps: Deps, chat: ChatRow): { window?: SendWindow } {
  const channel = deps.channels[chat.channel]
  const windowMs = channel?.limits.windowMs
  if (windowMs === undefined || chat.heardAt === 0) return {}
  const closesAt = chat.heardAt + windowMs
  const { knock } = channel ?? {}
  return {
    window: {
      closesAt,
      isOpen: deps.now() < closesAt,
      knocks: knock !== undefined,
      templates: channel?.templates ?? (knock === undefined ? [] : [{ id: 'knock', ...knock }]),
      ...(chat.knockedAt > chat.heardAt ? { askedAt: chat.knockedAt } : {}),
    },
  }
}

/** A file that a platform announced: on its way, kept or lost, and as it is kept. */
function withFile(deps: Deps, chatId: string, line: ChatLine): ChatLine {
  const { media } = line
  const file = media?.ref.startsWith(OURS)
    ? deps.store.files.get(chatId, media.ref.slice(OURS.length))
    : undefined
  if (media === undefined || file === undefined) return line
  const state = file.state === 'waiting' ? 'fetching' : file.state
  const mime = file.mime === null ? {} : { mime: file.mime }
  return { ...line, media: { ...media, ...mime, ...(file.size === null ? {} : { bytes: file.size }), state } }
}

/** What is damaged is left out and logged: the rest of the chat stays readable. */
function opened<T>(deps: Deps, chatId: string, open: () => T): T | undefined {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    report(deps, 'seal_broken', error, chatId)
    return undefined
  }
}

function lineOf(
  line: JournalRow,
  state: OutboxState | undefined,
  body: Body,
  forStaff: boolean,
): ChatLine | undefined {
  const head = { seq: line.seq, id: line.ref, at: line.at, from: line.author }
  switch (body.kind) {
    case 'message':
      return { ...head, ...contentOf(body.content) }
    case 'say': {
      if (!forStaff && NEVER_SEEN.includes(state)) return undefined
      const { text, choices, link, media, ask } = body.reply
      return {
        ...head,
        ...originOf(line),
        text,
        ...(choices === undefined ? {} : { choices }),
        // A link to the secure form is the resident's key: staff see that it was sent.
        ...(link === undefined || (forStaff && formPathOf(link.url) !== undefined) ? {} : { link }),
        ...(media === undefined ? {} : { media: { ...media, type: media.mime ?? 'file' } }),
        ...(ask === undefined ? {} : { ask }),
        ...(state === undefined ? {} : { status: state === 'claimed' ? 'waiting' : state }),
        ...(forStaff && body.by !== undefined ? { by: body.by } : {}),
      }
    }
    case 'note': {
      const { text, staff } = body.data ?? {}
      if (!forStaff) return undefined
      const by = typeof staff === 'string' ? { by: staff } : {}
      return { ...head, text: typeof text === 'string' ? text : body.note, note: body.note, ...by }
    }
    case 'own':
      return forStaff
        ? { ...head, text: `${body.kind}: ${body.owner}`, note: 'own', owner: body.owner }
        : undefined
    default:
      return undefined
  }
}

function originOf(line: JournalRow) {
  return {
    ...(line.intent === null ? {} : { intent: line.intent }),
    ...(line.flow === null ? {} : { flow: line.flow }),
    ...(line.node === null ? {} : { node: line.node }),
  }
}

function contentOf(content: Content): Pick<ChatLine, 'text' | 'media' | 'place'> {
  switch (content.type) {
    case 'text':
      return { text: content.text }
    case 'choice':
      return { text: content.label ?? content.id }
    case 'location':
      return {
        text: content.label ?? `${content.lat.toFixed(5)}, ${content.lng.toFixed(5)}`,
        place: { lat: content.lat, lng: content.lng },
      }
    case 'contact':
      return { text: content.phone }
    case 'unsupported':
      return { text: content.text ?? '' }
    default: {
      const { type, caption = '', media } = content
      return { text: caption, media: media === undefined ? { ref: '', type } : { ...media, type } }
    }
  }
}

/** Enough for staff to tell two chats apart, too little to call somebody. */
export function maskAddress(channel: ChannelId, address: string): string {
  const isPhone = channel === 'whatsapp_cloud' || channel === 'whatsapp_web'
  return isPhone ? `••••${address.replace(/\D/g, '').slice(-4)}` : `${channel} ••••${address.slice(-2)}`
}
