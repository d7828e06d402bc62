/** @module One socket of the library: how it is set up, and what is listened for. */

import type { BaileysEventMap, BinaryNode, CacheStore, UserFacingSocketConfig } from '@whiskeysockets/baileys'
import type { ChannelDeps } from '../../channel.ts'
import type { makePersist } from '../incoming/persist.ts'
import type { Attrs } from '../incoming/stanzas.ts'
import type { Auth } from '../kept/auth-state.ts'
import type { Sent } from '../kept/sent.ts'
import type { Acks } from '../sending/acks.ts'
import type { Live, News } from './connection.ts'
import type { Library, Socket } from './library.ts'
import { quietLogger } from './quiet.ts'
import type { Timers } from './timers.ts'

export type SocketParts = {
  library: Library
  auth: Auth
  persist: ReturnType<typeof makePersist>
  acks: Acks
  sent: Sent
  retryCounts: CacheStore
  url: string | undefined
  timers: Timers
} & Pick<ChannelDeps, 'log'>

/** What the listeners hand on. */
export type Heard = {
  upsert(messages: BaileysEventMap['messages.upsert']['messages']): void
  update(updates: BaileysEventMap['messages.update']): void
  identity(attrs: Attrs): void
  mapping(pair: { pn: string; lid: string }): void
  frame(): void
}

/** Only persons: groups, broadcasts and channels are neither opened nor answered. */
const NO_PERSON = /@(g\.us|broadcast|newsletter|bot|call)$/

export function configOf({
  library,
  auth,
  persist,
  sent,
  retryCounts,
  url,
  log,
}: SocketParts): UserFacingSocketConfig {
  const { INITIAL_BOOTSTRAP, PUSH_NAME, NON_BLOCKING_DATA } = library.proto.HistorySync.HistorySyncType
  // The small ones: with none at all the library learns no hidden numbers, and sessions break.
  const small: unknown[] = [INITIAL_BOOTSTRAP, PUSH_NAME, NON_BLOCKING_DATA]
  return {
    auth: { creds: auth.creds, keys: auth.keys },
    logger: quietLogger(log),
    ...(url === undefined ? {} : { waWebSocketUrl: url }),
    // Else the phone of the line stops ringing.
    markOnlineOnConnect: false,
    syncFullHistory: false,
    emitOwnEvents: false,
    shouldSyncHistoryMessage: ({ syncType }) => small.includes(syncType),
    shouldIgnoreJid: (jid) => NO_PERSON.test(jid),
    transactionOpts: { maxCommitRetries: 2, delayBetweenTriesMs: 100 },
    msgRetryCounterCache: retryCounts,
    getMessage: async ({ id }) => sent.message(id),
    makeSignalRepository: persist.makeSignalRepository,
  }
}

/** Begins to listen; the answer is the socket with one way to end it. */
export function attach(
  socket: Socket,
  { auth, persist, acks, timers }: Pick<SocketParts, 'auth' | 'persist' | 'acks' | 'timers'>,
  tell: (news: News) => void,
  heard: Heard,
): Live & { socket: Socket } {
  const onWire = {
    'CB:message': (stanza: BinaryNode) => persist.note(stanza.attrs, sealedIn(stanza)),
    'CB:ack,class:message': ({ attrs }: BinaryNode) => {
      if (attrs.id !== undefined)
        acks.answer(attrs.id, attrs.error === undefined ? {} : { error: attrs.error })
    },
    'CB:notification,type:encrypt': ({ attrs, content }: BinaryNode) => {
      if (Array.isArray(content) && content.some(({ tag }) => tag === 'identity')) heard.identity(attrs)
    },
    frame: heard.frame,
  }
  const onEvents: Partial<{ [E in keyof BaileysEventMap]: (event: BaileysEventMap[E]) => void }> = {
    'creds.update': auth.saveCreds,
    'messages.upsert': ({ messages }) => heard.upsert(messages),
    'messages.update': heard.update,
    'lid-mapping.update': heard.mapping,
    'connection.update': ({ qr, connection, lastDisconnect }) => {
      if (qr !== undefined) tell({ type: 'qr', qr })
      if (connection === 'open') tell({ type: 'open' })
      if (connection === 'close') tell({ type: 'closed', code: codeOf(lastDisconnect?.error) })
    },
  }
  const wire = Object.entries(onWire) as [string, (...args: unknown[]) => void][]
  const events = Object.entries(onEvents) as [keyof BaileysEventMap, () => void][]
  for (const [name, listener] of wire) socket.ws.on(name, listener)
  for (const [name, listener] of events) socket.ev.on(name, listener)
  return {
    socket,
    end: async () => {
      for (const [name, listener] of wire) socket.ws.off(name, listener)
      for (const [name, listener] of events) socket.ev.off(name, listener)
      await closed(socket, timers)
    },
  }
}

/** A line cut in the middle gives no answer to a goodbye. */
const CLOSE_MS = 5_000

function closed(socket: Socket, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(CLOSE_MS, resolve)
    const done = () => {
      cancel()
      resolve()
    }
    void Promise.resolve(socket.end(undefined)).then(done, done)
  })
}

function sealedIn({ content }: BinaryNode): Uint8Array[] {
  const children = Array.isArray(content) ? content : []
  return children.flatMap((child) =>
    child.tag === 'enc' && child.content instanceof Uint8Array ? [child.content] : [],
  )
}

/** The library wraps each reason into an error of one kind. */
function codeOf(error: unknown): number | undefined {
  const code = (error as { output?: { statusCode?: unknown } } | undefined)?.output?.statusCode
  return typeof code === 'number' ? code : undefined
}
