/** @module A stream sealed to a public key, in pieces: X25519 with a key made for this stream alone, HKDF-SHA-256, AES-256-GCM. A changed, missing or swapped piece does not open. */

import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { type BackupSecret, publicKey, type Recipient } from './backup-key.ts'

type Bytes = AsyncIterable<Uint8Array>

const MAGIC = Buffer.from('SIGAPBK1')
const PUBLIC_BYTES = 32
const HEAD_BYTES = MAGIC.length + PUBLIC_BYTES
/** As in STREAM (https://eprint.iacr.org/2015/189, read 2026-11-30): each piece has its number and whether it is the last in its nonce. */
const PIECE_BYTES = 64 * 1024
const TAG_BYTES = 16

/** What does not open: another key, changed or missing bytes, or no backup at all. */
export class BackupBroken extends Error {
  readonly why: 'no_backup' | 'not_opened'
  constructor(why: BackupBroken['why'], cause?: unknown) {
    super(why === 'no_backup' ? 'this is no backup' : 'wrong key, or changed bytes', { cause })
    this.name = 'BackupBroken'
    this.why = why
  }
}

/** Seals what is read from `source`. */
export async function* sealStream(recipient: Recipient, source: Bytes): AsyncGenerator<Uint8Array> {
  const own = generateKeyPairSync('x25519')
  const ownPublic = Buffer.from(own.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const key = keyOf(own.privateKey, recipient.key, ownPublic, recipient.bytes)
  yield Buffer.concat([MAGIC, ownPublic])
  let n = 0
  for await (const { bytes, isLast } of pieces(source, PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(n++, isLast))
    const body = cipher.update(bytes)
    cipher.final()
    yield Buffer.concat([body, cipher.getAuthTag()])
  }
}

/**
 * Opens what `sealStream` made. Nothing may be believed of it before the end was reached: a cut stream is found there.
 * @throws BackupBroken
 */
export async function* openStream(secret: BackupSecret, source: Bytes): AsyncGenerator<Uint8Array> {
  let key: Uint8Array | undefined
  let n = 0
  for await (const { bytes, isLast } of pieces(source, PIECE_BYTES + TAG_BYTES, HEAD_BYTES)) {
    if (key === undefined) {
      key = headOf(bytes, secret)
      // Even an empty stream has a last piece: a head alone was cut.
      if (isLast) throw new BackupBroken('no_backup')
      continue
    }
    yield opened(key, nonceOf(n++, isLast), bytes)
  }
}

function headOf(head: Uint8Array, secret: BackupSecret): Uint8Array {
  const isOurs = head.length === HEAD_BYTES && MAGIC.equals(head.subarray(0, MAGIC.length))
  if (!isOurs) throw new BackupBroken('no_backup')
  const theirs = head.subarray(MAGIC.length)
  try {
    return keyOf(secret.key, publicKey(theirs), theirs, secret.recipient.bytes)
  } catch (cause) {
    // Bytes that are no point of the curve.
    throw new BackupBroken('not_opened', cause)
  }
}

function opened(key: Uint8Array, nonce: Uint8Array, piece: Uint8Array): Uint8Array {
  try {
    const end = piece.length - TAG_BYTES
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    decipher.setAuthTag(piece.subarray(end))
    const body = decipher.update(piece.subarray(0, end))
    decipher.final()
    return body
  } catch (cause) {
    throw new BackupBroken('not_opened', cause)
  }
}

/** Bound to both public keys: a head that was changed gives another key. */
function keyOf(own: KeyObject, other: KeyObject, sender: Uint8Array, recipient: Uint8Array): Uint8Array {
  const shared = diffieHellman({ privateKey: own, publicKey: other })
  const salt = Buffer.concat([sender, recipient])
  return new Uint8Array(hkdfSync('sha256', shared, salt, 'tanya-sigap backup 1', 32))
}

/** The key is used for one stream, so a number is enough. */
function nonceOf(n: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(n, 5, 6)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Cuts a stream into pieces of `size`, the first of `firstSize`; the last one is known as such. */
async function* pieces(source: Bytes, size: number, firstSize = size) {
  let rest: Uint8Array = new Uint8Array(0)
  let wanted = firstSize
  for await (const chunk of source) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    // What may be the last is kept back until more has come.
    while (all.length - at > wanted) {
      yield { bytes: all.subarray(at, at + wanted), isLast: false }
      at += wanted
      wanted = size
    }
    rest = all.subarray(at)
  }
  yield { bytes: rest, isLast: true }
}
