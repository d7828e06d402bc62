/** @module A line in a process of its own that dies at a given point of receiving, with the real library on the emulated server. */

import { appendFileSync } from 'node:fs'
import { DEFAULT_CONNECTION_CONFIG, makeWASocket, WA_CERT_DETAILS } from '@whiskeysockets/baileys'
import type { Keep } from '../../../../src/channels/keep.ts'
import type { MakeSocket } from '../../../../src/channels/whatsapp-web/connection/library.ts'
import { quietLogger, quietSignal } from '../../../../src/channels/whatsapp-web/connection/quiet.ts'
import { openAuth } from '../../../../src/channels/whatsapp-web/kept/auth-state.ts'
import { makeNames } from '../../../../src/channels/whatsapp-web/kept/names.ts'
import { whatsappWebChannel } from '../../../../src/channels/whatsapp-web/whatsapp-web.ts'
import { testKeep } from './keeps.ts'

/** Where it dies, while it takes the message with the id `FATAL`. */
export const POINTS = ['before_ratchet', 'after_ratchet', 'after_decrypt', 'after_receipt'] as const
export type Point = (typeof POINTS)[number]
export const FATAL = '3AFATAL'

/** `stock` is the library as its own examples wire it: what comes out of its event is kept. */
export type Order = { dir: string; url: string; authority: string; wiring: 'ours' | 'stock'; point?: Point }

const order: Order = JSON.parse(process.argv[2] ?? '')
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(order.authority, 'hex')
// The lease of the process that died has run out.
const now = () => Date.now() + (order.point === undefined ? 60_000 : 0)
const log = () => {}

let isFatal = false
let isRatcheted = false
const die = (point: Point) => {
  if (isFatal && order.point === point) process.kill(process.pid, 'SIGKILL')
}

/** Whoever receives keeps it: one line a message, as durable as the row of a road. */
function take(id: string, text: string | undefined): void {
  if (text === undefined) return
  appendFileSync(`${order.dir}/taken`, `${id}\n`, { flush: true } as object)
  process.stdout.write(`${id}\n`)
}

const { keep } = testKeep(order.dir)
const watched = watch(keep)
const decryptMessage = DEFAULT_CONNECTION_CONFIG.makeSignalRepository
DEFAULT_CONNECTION_CONFIG.makeSignalRepository = (...args) => {
  const repository = decryptMessage(...args)
  const decrypt = repository.decryptMessage.bind(repository)
  repository.decryptMessage = async (sealed) => {
    const plain = await decrypt(sealed)
    die('after_decrypt')
    return plain
  }
  return repository
}

/** Dies around the write of a session. */
function watch(inner: Keep): Keep {
  let touched = false
  let depth = 0
  return {
    ...inner,
    set: (kind, id, value) => {
      if (kind === 'key.session' && isFatal) {
        die('before_ratchet')
        touched = true
      }
      inner.set(kind, id, value)
    },
    transaction: (work) => {
      depth += 1
      try {
        return inner.transaction(work)
      } finally {
        depth -= 1
        if (depth === 0 && touched) {
          isRatcheted = true
          die('after_ratchet')
        }
      }
    },
  }
}

const makeSocket: MakeSocket = (config) => {
  const socket = makeWASocket(config)
  socket.ws.on('CB:message', ({ attrs }: { attrs: { id?: string } }) => {
    isFatal = attrs.id === FATAL
  })
  const wire = (
    socket.ws as unknown as { socket: { send(data: Uint8Array, done: (error?: Error) => void): void } }
  ).socket
  const send = wire.send.bind(wire)
  wire.send = (data, done) =>
    send(data, (error) => {
      // The first frame after the ratchet has moved is the receipt; it has left when this is called.
      if (isRatcheted) die('after_receipt')
      done(error)
    })
  return socket
}

async function ours(): Promise<void> {
  const channel = whatsappWebChannel(
    { keep: watched, url: order.url, mode: 'demo', makeSocket },
    { now, log, alarm: (what) => process.stdout.write(`alarm ${what}\n`), over: () => {} },
  )
  await channel.listen?.(async (incoming) => {
    for (const one of incoming)
      if (one.type === 'message')
        take(one.externalId.split('|')[0] ?? '', 'text' in one.content ? one.content.text : '')
  })
}

function stock(): void {
  const auth = openAuth({
    library,
    keep: watched,
    names: makeNames(keep),
    commit: (write) => watched.transaction(write),
    learn: () => {},
    requireOurs: () => {},
    onFault: () => {},
  })
  quietSignal()
  const socket = makeSocket({
    auth,
    waWebSocketUrl: order.url,
    logger: quietLogger(log),
    markOnlineOnConnect: false,
    syncFullHistory: false,
    // Else it waits twenty seconds for a history that nobody sends, which is a longer way to lose something.
    shouldSyncHistoryMessage: () => false,
  })
  socket.ev.on('creds.update', auth.saveCreds)
  socket.ev.on('messages.upsert', ({ messages }) => {
    for (const { key, message } of messages) take(key.id ?? '', message?.conversation ?? undefined)
  })
}

const library = await import('@whiskeysockets/baileys')
if (order.wiring === 'ours') await ours()
else stock()
