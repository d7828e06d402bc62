/** @module A socket of the library that does what a test says, for what needs no wire: its events, its sends, its end. */

import { EventEmitter } from 'node:events'
import type { proto, WAMessageKey } from '@whiskeysockets/baileys'
import type { MakeSocket, Socket } from '../../../../src/channels/whatsapp-web/connection/library.ts'

export type Config = Parameters<MakeSocket>[0]
export type SentText = { to: string; id: string; text: string }

export type FakeSocket = ReturnType<typeof makeFake>

/** All sockets that were made, in order, and what went through them. */
export function fakeSockets() {
  const made: FakeSocket[] = []
  const sent: SentText[] = []
  const rules: Rules = { ack: () => ({}), opens: true, fails: 0 }
  const makeSocket: MakeSocket = (config) => {
    if (rules.fails-- > 0) throw new Error('cannot be made')
    const fake = makeFake(config, sent, rules)
    made.push(fake)
    if (rules.opens) queueMicrotask(() => fake.open())
    return fake.socket
  }
  return {
    made,
    sent,
    rules,
    makeSocket,
    last: (): FakeSocket => {
      const last = made.at(-1)
      if (last === undefined) throw new Error('no socket was made')
      return last
    },
    alive: () => made.filter(({ state }) => !state.isEnded),
  }
}

type Rules = {
  /** The server's word on a message; `none` for no word. */
  ack(id: string): { error?: string } | 'none'
  opens: boolean
  /** How many of the next cannot be made. */
  fails: number
}

function makeFake(config: Config, sent: SentText[], rules: Rules) {
  const [ev, ws] = [new EventEmitter(), new EventEmitter()]
  const state = { isEnded: false, renewed: [] as string[], codes: [] as string[] }
  const socket = {
    ev,
    ws,
    end: async () => {
      state.isEnded = true
    },
    sendMessage: async (to: string, { text }: { text: string }, { messageId: id }: { messageId: string }) => {
      if (state.isEnded) throw new Error('Connection Closed')
      sent.push({ to, id, text })
      const verdict = rules.ack(id)
      if (verdict !== 'none') queueMicrotask(() => ws.emit('CB:ack,class:message', ack(id, verdict)))
    },
    assertSessions: async (jids: string[]) => {
      state.renewed.push(...jids)
      return true
    },
    requestPairingCode: async (number: string) => {
      state.codes.push(number)
      return 'ABCD1234'
    },
  } as unknown as Socket
  return {
    config,
    socket,
    state,
    /** But for the net under all others, which must stay. */
    listeners: () =>
      [ev, ws].flatMap((emitter) => emitter.eventNames().map(String)).filter((name) => name !== 'error'),
    ack: (id: string, verdict: { error?: string } = {}) => ws.emit('CB:ack,class:message', ack(id, verdict)),
    open: () => ev.emit('connection.update', { connection: 'open' }),
    qr: (qr: string) => ev.emit('connection.update', { qr }),
    /** Ends as the library does: closed first, then told. */
    close: (code: number | undefined) => {
      state.isEnded = true
      const error = code === undefined ? undefined : { output: { statusCode: code } }
      ev.emit('connection.update', { connection: 'close', lastDisconnect: { error } })
    },
    emit: (event: string, value: unknown) => ev.emit(event, value),
    frame: () => ws.emit('frame', {}),
    bring: (
      key: WAMessageKey,
      message: proto.IMessage | undefined,
      type: 'notify' | 'append' = 'notify',
      more: object = {},
    ) =>
      ev.emit('messages.upsert', {
        type,
        messages: [{ key, message, messageTimestamp: 1_795_400_000, ...more }],
      }),
  }
}

function ack(id: string, { error }: { error?: string }) {
  return { tag: 'ack', attrs: { class: 'message', id, ...(error === undefined ? {} : { error }) } }
}
