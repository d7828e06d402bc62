/** @module WhatsApp's servers on 127.0.0.1, as far as one line needs them: handshake, login, queries, messages both ways, faults. */

import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { AuthenticationCreds, proto } from '@whiskeysockets/baileys'
import { answerNoise, type Stanza } from './noise.ts'
import { makePeer, type Peer, type PeerOptions } from './peer.ts'
import { answerOf, childOf, childrenOf, node, SERVER, userOf } from './stanzas.ts'

type Wire = {
  on(event: 'message', listener: (bytes: Uint8Array) => void): void
  on(event: 'close', listener: () => void): void
  send(bytes: Uint8Array): void
  close(): void
  terminate(): void
}
type WireServer = {
  on(event: 'connection', listener: (wire: Wire) => void): void
  on(event: 'listening', listener: () => void): void
  address(): AddressInfo
  close(done: () => void): void
}
// The library brings it, without types.
const { WebSocketServer } = createRequire(import.meta.url)('ws') as {
  WebSocketServer: new (options: { host: string; port: number }) => WireServer
}

export type Got = { id: string; to: string; text: string }

export type WaServer = Awaited<ReturnType<typeof startWaServer>>

/** `bot` are the keys of the line, whose public half the server hands to those who write to it. */
export async function startWaServer(bot: () => AuthenticationCreds) {
  const peers = new Map<string, Peer>()
  const state = {
    /** What the client sent, decrypted by whom it was for; a repeat stands twice. */
    got: [] as Got[],
    receipts: [] as Stanza[],
    acks: [] as Stanza[],
    logins: 0,
    /** The code a message is refused with, `none` for no answer at all. */
    refuse: undefined as ((id: string) => string | 'none' | undefined) | undefined,
    onUnpaired: undefined as ((send: (stanza: Stanza) => void) => void) | undefined,
    onStanza: undefined as ((stanza: Stanza) => void) | undefined,
  }
  /** Sent and not yet acknowledged, in order: it comes again at the next login. */
  const waiting: Stanza[] = []
  let live: { send(stanza: Stanza): void; wire: Wire } | undefined

  const heard = async (stanza: Stanza, send: (stanza: Stanza) => void) => {
    state.onStanza?.(stanza)
    const { id = '', to = '' } = stanza.attrs
    if (stanza.tag === 'iq' && stanza.attrs.type !== 'result') send(answerOf(stanza, peers))
    if (stanza.tag === 'receipt') state.receipts.push(stanza)
    if (stanza.tag === 'ack') state.acks.push(stanza)
    if (stanza.tag === 'receipt' || stanza.tag === 'ack') {
      // A request for the same once more is no acknowledgement.
      const at = stanza.attrs.type === 'retry' ? -1 : waiting.findIndex((one) => one.attrs.id === id)
      if (at >= 0) waiting.splice(at, 1)
    }
    if (stanza.tag !== 'message') return
    const refused = state.refuse?.(id)
    if (refused === undefined) await keep(stanza, id, to)
    if (refused === 'none') return
    const error = refused === undefined ? {} : { error: refused }
    send(node('ack', { class: 'message', id, from: to, t: '1', ...error }))
  }
  const keep = async (stanza: Stanza, id: string, to: string) => {
    const peer = peers.get(userOf(to))
    const enc =
      childOf(stanza, 'enc') ??
      childrenOf(childOf(stanza, 'participants'))
        .filter(({ attrs }) => userOf(attrs.jid ?? '') === userOf(to))
        .map((one) => childOf(one, 'enc'))[0]
    if (peer === undefined || enc === undefined) return
    const message = await peer.decrypt(enc)
    state.got.push({ id, to, text: message.extendedTextMessage?.text ?? message.conversation ?? '' })
  }

  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (wire) => {
    const noise = answerNoise(
      (bytes) => wire.send(bytes),
      (payload) => welcome(payload, wire, noise.send),
      (stanza) => void heard(stanza, noise.send),
    )
    wire.on('message', noise.read)
    wire.on('close', () => {
      if (live?.wire === wire) live = undefined
    })
  })
  const welcome = (payload: proto.ClientPayload, wire: Wire, send: (stanza: Stanza) => void) => {
    live = { send, wire }
    if (payload.devicePairingData) return state.onUnpaired?.(send)
    state.logins += 1
    send(node('success', { t: '1', lid: bot().me?.lid ?? '', props: '1' }))
    for (const stanza of waiting) send({ ...stanza, attrs: { ...stanza.attrs, offline: '1' } })
    send(node('ib', { from: SERVER }, [node('offline', { count: String(waiting.length) })]))
  }
  await new Promise<void>((resolve) => server.on('listening', resolve))

  return {
    url: `ws://127.0.0.1:${server.address().port}/ws/chat`,
    state,
    peer: (options: PeerOptions): Peer => {
      const peer = makePeer(options, bot())
      peers.set(peer.pn, peer)
      if (peer.lid !== undefined) peers.set(peer.lid, peer)
      return peer
    },
    /** A stanza from a resident, now if the client is there and again until it is acknowledged. */
    bring: (stanza: Stanza) => {
      waiting.push(stanza)
      live?.send(stanza)
    },
    send: (stanza: Stanza) => live?.send(stanza),
    waiting: () => waiting.map(({ attrs }) => attrs.id),
    drop: () => live?.wire.terminate(),
    close: () => {
      live?.wire.terminate()
      return new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

let count = 0

/** A message stanza; `from` is the address it is written from. */
export async function written(
  peer: Peer,
  message: proto.IMessage,
  more: { id?: string; from?: string; t?: number; attrs?: Record<string, string> } = {},
): Promise<Stanza> {
  count += 1
  const { id = `3A${String(count).padStart(16, '0')}`, from = peer.pn, t = 1_795_400_000 } = more
  const enc = await peer.encrypt(message)
  const attrs = { id, from, t: String(t), type: 'text', notify: peer.name, ...more.attrs }
  return node('message', attrs, [enc])
}
