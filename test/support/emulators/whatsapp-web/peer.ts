/** @module A resident's phone: real Signal sessions, so that what it sends has to be decrypted and what it gets has been encrypted. */

import { type AuthenticationCreds, Curve, type KeyPair, proto, signedKeyPair } from '@whiskeysockets/baileys'
import { ProtocolAddress, SessionBuilder, SessionCipher, SessionRecord, type SignalStorage } from 'libsignal'
import type { Stanza } from './noise.ts'
import { node } from './stanzas.ts'

const KEY_TYPE = Buffer.from([5])
const PAD = 4

export type PeerOptions = {
  /** Phone as a jid. */
  pn: string
  lid?: string
  name?: string
}

export type Peer = ReturnType<typeof makePeer>

/** @param bot the public half of the line's keys, as the server would give it out */
export function makePeer({ pn, lid, name = 'Warga' }: PeerOptions, bot: AuthenticationCreds) {
  const identity = Curve.generateKeyPair()
  const signed = signedKeyPair(identity, 1)
  const registrationId = 4711
  const { storage, sessions } = storageOf(identity, signed.keyPair, registrationId)
  const address = new ProtocolAddress(bot.me?.id.split(/[:@]/)[0] ?? '', 1)
  const cipher = new SessionCipher(storage, address)
  const greeted = new SessionBuilder(storage, address).initOutgoing({
    registrationId: bot.registrationId,
    identityKey: typed(bot.signedIdentityKey.public),
    signedPreKey: {
      keyId: bot.signedPreKey.keyId,
      publicKey: typed(bot.signedPreKey.keyPair.public),
      signature: Buffer.from(bot.signedPreKey.signature),
    },
    // A session without a one-time key is a session; the types of libsignal ask for one.
  } as unknown as Parameters<SessionBuilder['initOutgoing']>[0])
  return {
    pn,
    lid,
    name,
    sessions,
    /** The keys others start a session with. */
    bundle: (): Stanza[] => [
      node('registration', {}, number(registrationId, 4)),
      node('type', {}, KEY_TYPE),
      node('identity', {}, identity.public),
      node('skey', {}, [
        node('id', {}, number(signed.keyId, 3)),
        node('value', {}, signed.keyPair.public),
        node('signature', {}, signed.signature),
      ]),
    ],
    /** The `enc` child of a stanza. */
    encrypt: async (message: proto.IMessage): Promise<Stanza> => {
      await greeted
      const plain = proto.Message.encode(message).finish()
      const { type, body } = await cipher.encrypt(Buffer.concat([plain, Buffer.alloc(PAD, PAD)]))
      return node('enc', { v: '2', type: type === 3 ? 'pkmsg' : 'msg' }, Buffer.from(body, 'binary'))
    },
    decrypt: async (enc: Stanza): Promise<proto.Message> => {
      const sealed = enc.content as Uint8Array
      const padded =
        enc.attrs.type === 'pkmsg'
          ? await cipher.decryptPreKeyWhisperMessage(sealed)
          : await cipher.decryptWhisperMessage(sealed)
      return proto.Message.decode(padded.subarray(0, padded.length - (padded.at(-1) ?? 0)))
    },
  }
}

function storageOf(identity: KeyPair, signed: KeyPair, registrationId: number) {
  const sessions = new Map<string, Uint8Array>()
  const pair = ({ public: pub, private: priv }: KeyPair) => ({
    pubKey: typed(pub),
    privKey: Buffer.from(priv),
  })
  const storage: SignalStorage = {
    loadSession: async (id) => {
      const kept = sessions.get(id)
      return kept === undefined ? undefined : SessionRecord.deserialize(kept)
    },
    storeSession: async (id, session) => void sessions.set(id, session.serialize()),
    isTrustedIdentity: () => true,
    loadPreKey: async () => undefined,
    removePreKey: () => {},
    loadSignedPreKey: () => pair(signed),
    getOurRegistrationId: () => registrationId,
    getOurIdentity: () => pair(identity),
  }
  return { storage, sessions }
}

function typed(key: Uint8Array): Buffer {
  return Buffer.concat([KEY_TYPE, key])
}

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}
