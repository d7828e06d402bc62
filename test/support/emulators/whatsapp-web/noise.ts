/** @module The server's half of WhatsApp's handshake (Noise XX, 25519, AES-GCM) and its frames. The client's half is the real library's. */

import {
  aesDecryptGCM,
  aesEncryptGCM,
  type BinaryNode,
  Curve,
  decodeBinaryNode,
  encodeBinaryNode,
  hkdf,
  type KeyPair,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
  WA_CERT_DETAILS,
} from '@whiskeysockets/baileys'

export type Stanza = BinaryNode

const NONE = Buffer.alloc(0)

/** The library trusts one key; tests put their own in its place. The object is the library's own, so that is enough. */
const authority: KeyPair = Curve.generateKeyPair()
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(authority.public)
/** For a process that is to trust the same server. */
export const AUTHORITY = Buffer.from(authority.public).toString('hex')

/** A chain as the real servers have it: the authority signs the intermediate, that one signs the leaf. */
function certificate(): Uint8Array {
  const { NoiseCertificate } = proto.CertChain
  const intermediate = Curve.generateKeyPair()
  const middle = NoiseCertificate.Details.encode({
    serial: 1,
    issuerSerial: 0,
    key: intermediate.public,
  }).finish()
  const leaf = NoiseCertificate.Details.encode({ serial: 2, issuerSerial: 1 }).finish()
  return proto.CertChain.encode({
    intermediate: { details: middle, signature: Curve.sign(authority.private, middle) },
    leaf: { details: leaf, signature: Curve.sign(intermediate.private, leaf) },
  }).finish()
}

const chain = certificate()
const ownStatic = Curve.generateKeyPair()

/** Frames of one connection. `onStanza` is called for each stanza once the handshake is through. */
export function answerNoise(
  write: (bytes: Uint8Array) => void,
  onLogin: (payload: proto.ClientPayload) => void,
  onStanza: (stanza: Stanza) => void,
) {
  const keys = makeKeys()
  const ephemeral = Curve.generateKeyPair()
  let unread = Buffer.alloc(0)
  let step: 'intro' | 'hello' | 'finish' | 'open' = 'intro'

  const frame = (body: Uint8Array) => {
    const size = body.byteLength
    write(Buffer.concat([Buffer.from([size >> 16, (size >> 8) & 0xff, size & 0xff]), body]))
  }
  const hello = (client: Uint8Array) => {
    keys.authenticate(NOISE_WA_HEADER)
    keys.authenticate(client)
    keys.authenticate(ephemeral.public)
    keys.mix(Curve.sharedKey(ephemeral.private, client))
    const sealedStatic = keys.encrypt(ownStatic.public)
    keys.mix(Curve.sharedKey(ownStatic.private, client))
    const serverHello = { ephemeral: ephemeral.public, static: sealedStatic, payload: keys.encrypt(chain) }
    frame(proto.HandshakeMessage.encode({ serverHello }).finish())
  }
  const finish = (sealedStatic: Uint8Array, sealedPayload: Uint8Array) => {
    keys.mix(Curve.sharedKey(ephemeral.private, keys.decrypt(sealedStatic)))
    const payload = proto.ClientPayload.decode(keys.decrypt(sealedPayload))
    keys.open()
    onLogin(payload)
  }
  const take = async (body: Buffer) => {
    if (step === 'open') return onStanza(await decodeBinaryNode(keys.decrypt(body)))
    const { clientHello, clientFinish } = proto.HandshakeMessage.decode(body)
    if (step === 'hello') {
      step = 'finish'
      hello(clientHello?.ephemeral ?? NONE)
    } else {
      step = 'open'
      finish(clientFinish?.static ?? NONE, clientFinish?.payload ?? NONE)
    }
  }
  let order = Promise.resolve()
  return {
    read: (bytes: Uint8Array) => {
      unread = Buffer.concat([unread, bytes])
      if (step === 'intro' && unread.length >= NOISE_WA_HEADER.length) {
        unread = unread.subarray(NOISE_WA_HEADER.length)
        step = 'hello'
      }
      for (;;) {
        const size = unread.length < 3 ? Number.POSITIVE_INFINITY : unread.readUIntBE(0, 3)
        if (unread.length < size + 3) return
        const body = unread.subarray(3, size + 3)
        unread = unread.subarray(size + 3)
        order = order.then(() => take(body))
      }
    },
    send: (stanza: Stanza) => frame(keys.encrypt(encodeBinaryNode(stanza))),
  }
}

function makeKeys() {
  let hash: Uint8Array = Buffer.from(NOISE_MODE)
  let salt = hash
  let [sendKey, readKey] = [hash, hash]
  let [sent, read] = [0, 0]
  let isOpen = false
  const derive = (data: Uint8Array): [Buffer, Buffer] => {
    const both = Buffer.from(hkdf(Buffer.from(data), 64, { salt: Buffer.from(salt), info: '' }))
    return [both.subarray(0, 32), both.subarray(32)]
  }
  const authenticate = (data: Uint8Array) => {
    if (!isOpen) hash = Buffer.from(sha256(Buffer.concat([hash, data])))
  }
  return {
    authenticate,
    mix: (secret: Uint8Array) => {
      const [next, key] = derive(secret)
      salt = next
      sendKey = key
      readKey = key
      sent = 0
      read = 0
    },
    /** Until the line is open both directions count as one. */
    encrypt: (plain: Uint8Array) => {
      const sealed = aesEncryptGCM(plain, sendKey, nonce(sent++), isOpen ? NONE : hash)
      if (!isOpen) read = sent
      authenticate(sealed)
      return sealed
    },
    decrypt: (sealed: Uint8Array) => {
      const plain = aesDecryptGCM(sealed, readKey, nonce(read++), isOpen ? NONE : hash)
      if (!isOpen) sent = read
      authenticate(sealed)
      return plain
    },
    /** What the client writes with is what we read with. */
    open: () => {
      ;[readKey, sendKey] = derive(NONE)
      ;[sent, read] = [0, 0]
      isOpen = true
    },
  }
}

function nonce(counter: number): Uint8Array {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(counter, 8)
  return bytes
}
