/** @module The pair of keys of backups, as text: the server has the public half alone, so it cannot read what it has written away. */

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'

const KEY_BYTES = 32
/** A slip in a public key would make copies that nobody can ever open: it is found when the key is read. */
const CHECK_BYTES = 4
const PUBLIC = 'sigap-backup-'
const SECRET = 'SIGAP-BACKUP-SECRET-'

export type Recipient = { key: KeyObject; bytes: Uint8Array }
/** With the public half that belongs to it. */
export type BackupSecret = { key: KeyObject; recipient: Recipient }

/** A new pair as two lines of text: `recipient` for the server, `secret` for the safe. */
export function makeBackupKey(): { recipient: string; secret: string } {
  const { x, d } = generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' })
  return { recipient: write(PUBLIC, x ?? ''), secret: write(SECRET, d ?? '') }
}

/** Undefined when the text is no such key, or was written down wrongly. */
export function readRecipient(text: string): Recipient | undefined {
  const bytes = read(PUBLIC, text)
  if (bytes === undefined) return undefined
  return { key: publicKey(bytes), bytes }
}

/** Of a file's text: the line that holds the key, whatever comments stand around it. */
export function readBackupSecret(text: string): BackupSecret | undefined {
  const line = text.split('\n').find((one) => one.trim().startsWith(SECRET))
  const bytes = line === undefined ? undefined : read(SECRET, line)
  if (bytes === undefined) return undefined
  // The public half is computed from the secret one; a JWK wants both, so the secret goes in as PKCS #8.
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  const raw = new Uint8Array(Buffer.from(x, 'base64url'))
  return { key, recipient: { key: publicKey(raw), bytes: raw } }
}

export function publicKey(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })
}

// https://www.rfc-editor.org/rfc/rfc8410#section-7 (what stands before the 32 bytes of an X25519 key), read 2026-11-30
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

function write(prefix: string, base64url: string): string {
  const bytes = Buffer.from(base64url, 'base64url')
  return prefix + Buffer.concat([bytes, checkOf(prefix, bytes)]).toString('base64url')
}

function read(prefix: string, text: string): Uint8Array | undefined {
  const trimmed = text.trim()
  if (!trimmed.startsWith(prefix)) return undefined
  const all = Buffer.from(trimmed.slice(prefix.length), 'base64url')
  // Decoding overlooks strange signs; written again it must be the same.
  if (all.length !== KEY_BYTES + CHECK_BYTES || prefix + all.toString('base64url') !== trimmed)
    return undefined
  const bytes = all.subarray(0, KEY_BYTES)
  return checkOf(prefix, bytes).equals(all.subarray(KEY_BYTES)) ? new Uint8Array(bytes) : undefined
}

const checkOf = (prefix: string, bytes: Uint8Array): Buffer =>
  createHash('sha256').update(prefix).update(bytes).digest().subarray(0, CHECK_BYTES)
