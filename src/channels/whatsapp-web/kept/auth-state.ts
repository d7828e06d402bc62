/** @module The keys of the line: credentials and Signal keys in the Keep, one transaction a write. Unreadable is never taken for absent. */

import type {
  AuthenticationCreds,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
} from '@whiskeysockets/baileys'
import type { Keep } from '../../keep.ts'
import type { Library } from '../connection/library.ts'
import { fromBytes, toBytes } from './json.ts'
import type { Names } from './names.ts'

/** Kinds of Signal keys; each is a kind of the Keep with a prefix. */
const KEY_TYPES = [
  'pre-key',
  'session',
  'sender-key',
  'sender-key-memory',
  'app-state-sync-key',
  'app-state-sync-version',
  'lid-mapping',
  'device-list',
  'tctoken',
  'identity-key',
] as const satisfies (keyof SignalDataTypeMap)[]
/** Nobody must be able to count on a kind that a new version of the library adds being wiped. */
type Missing = Exclude<keyof SignalDataTypeMap, (typeof KEY_TYPES)[number]>
const nothingMissing: [Missing] extends [never] ? true : never = true

/** The keys are there and cannot be opened: a new pair would throw away the line. */
export class KeysUnreadable extends Error {
  constructor(cause: unknown) {
    super('the keys of the WhatsApp line are there and cannot be opened', { cause })
    this.name = 'KeysUnreadable'
  }
}

export type Auth = {
  creds: AuthenticationCreds
  keys: SignalKeyStore
  /** Never throws: a failure goes to `onFault`. */
  saveCreds(): void
}

export type AuthParts = {
  library: Pick<Library, 'BufferJSON' | 'initAuthCreds' | 'proto'>
  keep: Keep
  names: Names
  /** Writes keys, and in the same transaction what was decrypted with them. */
  commit(write: () => void): void
  /** Throws when these keys are no longer ours to write. */
  requireOurs(): void
  /** The server has told that these two addresses are one person's. */
  learn(hidden: string, phone: string): void
  /** A key could not be read or written; the socket must stop, since the library would take it for absent. */
  onFault(error: unknown): void
}

/** @throws KeysUnreadable */
export function openAuth({ library, keep, names, commit, requireOurs, learn, onFault }: AuthParts): Auth {
  const { replacer, reviver } = library.BufferJSON
  const creds = readCreds(library, keep)
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      onFault(error)
      throw error
    }
  }
  const read = (type: string, id: string): unknown => {
    const bytes = keep.get(`key.${type}`, names(type, id))
    if (bytes === undefined) return undefined
    const value = fromBytes(bytes, reviver)
    const isSyncKey = type === 'app-state-sync-key'
    return isSyncKey ? library.proto.Message.AppStateSyncKeyData.fromObject(value as object) : value
  }
  const write = (data: SignalDataSet) => {
    for (const [type, values] of Object.entries(data)) {
      for (const [id, value] of Object.entries(values ?? {})) {
        // Each pair stands twice, once the other way round.
        const isPair = type === 'lid-mapping' && typeof value === 'string' && /^\d+$/.test(id)
        if (isPair) learn(`${value}@lid`, `${id}@s.whatsapp.net`)
        const isGone = value === null || value === undefined
        keep.set(`key.${type}`, names(type, id), isGone ? undefined : toBytes(value, replacer))
      }
    }
  }
  return {
    creds,
    saveCreds: () => {
      try {
        requireOurs()
        keep.set('creds', 'line', toBytes(creds, replacer))
      } catch (error) {
        onFault(error)
      }
    },
    keys: {
      get: async <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) =>
        guarded(() => {
          const found: Record<string, SignalDataTypeMap[T]> = {}
          for (const id of ids) {
            const value = read(type, id)
            if (value !== undefined) found[id] = value as SignalDataTypeMap[T]
          }
          return found
        }),
      set: async (data) =>
        guarded(() => {
          requireOurs()
          commit(() => write(data))
        }),
    },
  }
}

/** What was begun and never ended in a pairing is worth nothing: a fresh start, which is kept only once it says something new. */
function readCreds(library: AuthParts['library'], keep: Keep): AuthenticationCreds {
  try {
    const bytes = keep.get('creds', 'line')
    const creds =
      bytes === undefined ? undefined : (fromBytes(bytes, library.BufferJSON.reviver) as AuthenticationCreds)
    return creds !== undefined && isPaired(creds) ? creds : library.initAuthCreds()
  } catch (error) {
    throw new KeysUnreadable(error)
  }
}

/** The phone has signed this device; a number alone may come from a pairing code nobody typed. */
export function isPaired(creds: Pick<AuthenticationCreds, 'me' | 'account'>): boolean {
  return creds.me !== undefined && creds.account !== undefined && creds.account !== null
}

/** The line's own jid, needs no library; undefined when not paired or not readable. */
export function ownJid(keep: Keep): string | undefined {
  try {
    const bytes = keep.get('creds', 'line')
    if (bytes === undefined) return undefined
    const creds = fromBytes(bytes) as Pick<AuthenticationCreds, 'me' | 'account'>
    return isPaired(creds) ? creds.me?.id : undefined
  } catch {
    // Whoever connects meets the same and raises the alarm; to ask for the name of a line must not.
    return undefined
  }
}

/**
 * Removes the keys of the line. What was received and not passed on, and who has written, stays, unless nothing of it
 * can be opened any more.
 */
export function wipeKeys(keep: Keep): void {
  const lost = canRead(keep) ? [] : ['names', 'alias', 'writer', 'inbox', 'lease']
  keep.transaction(() => {
    for (const kind of ['creds', ...lost]) keep.clear(kind)
    for (const type of KEY_TYPES) if (nothingMissing) keep.clear(`key.${type}`)
  })
}

function canRead(keep: Keep): boolean {
  try {
    keep.get('names', 'salt')
    return true
  } catch {
    // Whoever wipes has said so: there is nothing to save.
    return false
  }
}
