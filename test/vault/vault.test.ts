/** @module Seals, keyed hashes and the keys they rest on. */

import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readKeyDir, writeFirstKeys, writeNextKey } from '../../src/vault/key-dir.ts'
import { type KeyEntry, makeKeyRing, printsOf } from '../../src/vault/key-ring.ts'
import { SealBroken } from '../../src/vault/seal.ts'
import { type KeyShelf, openVault } from '../../src/vault/vault.ts'

const key = (name: KeyEntry['name'], version: number, fill = version): KeyEntry => ({
  name,
  version,
  bytes: new Uint8Array(32).fill(fill),
})
const entries = [key('master', 1), key('pepper', 1), key('audit', 1)]

function makeShelf(): KeyShelf & { rows: Map<string, Uint8Array> } {
  const rows = new Map<string, Uint8Array>()
  const gone = new Set<string>()
  return {
    rows,
    get: (subject) => rows.get(subject),
    put: (subject, wrapped) => {
      const stands = rows.get(subject) ?? wrapped
      rows.set(subject, stands)
      return stands
    },
    remove: (subject) => {
      rows.delete(subject)
      gone.add(subject)
    },
    isForgotten: (subject) => gone.has(subject),
  }
}

const PLACE = ['journal', 'body_sealed', 'c1:7'] as const

describe('a sealed value', () => {
  const shelf = makeShelf()
  const vault = openVault(makeKeyRing(entries), shelf)

  it('opens where it was sealed', () => {
    for (const text of ['', 'jatuh dari motor', '👷🏽‍♀️ \u0000', 'x'.repeat(100_000)]) {
      expect(vault.open('chat:c1', PLACE, vault.seal('chat:c1', PLACE, text))).toBe(text)
    }
  })

  it('says nothing and is different each time', () => {
    const [a, b] = [vault.seal('chat:c1', PLACE, 'halo'), vault.seal('chat:c1', PLACE, 'halo')]
    expect(a).not.toEqual(b)
    expect(Buffer.from(a).includes('halo')).toBe(false)
    // Format, version, nonce, text, tag.
    expect(a).toHaveLength(1 + 2 + 12 + 4 + 16)
    expect([...a.subarray(0, 3)]).toEqual([1, 0, 1])
  })

  it('does not open in another row, column, table or chat', () => {
    const sealed = vault.seal('chat:c1', PLACE, 'halo')
    vault.seal('chat:c2', PLACE, 'made its key')
    for (const place of [
      ['journal', 'body_sealed', 'c1:8'],
      ['journal', 'other', 'c1:7'],
      ['outbox', 'body_sealed', 'c1:7'],
    ] as const) {
      expect(() => vault.open('chat:c1', place, sealed)).toThrow(SealBroken)
    }
    expect(() => vault.open('chat:c2', PLACE, sealed)).toThrow(SealBroken)
  })

  it('does not open with any of its bytes changed', () => {
    const sealed = vault.seal('chat:c1', PLACE, 'halo')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed, (byte, n) => (n === at ? byte ^ 1 : byte))
      expect(() => vault.open('chat:c1', PLACE, changed)).toThrow(SealBroken)
    }
    expect(() => vault.open('chat:c1', PLACE, new Uint8Array(3))).toThrow(SealBroken)
  })

  it('is gone for good once its key is forgotten, also for a process that knew the key', () => {
    const sealed = vault.seal('chat:c3', PLACE, 'halo')
    vault.forget('chat:c3')
    expect(() => vault.open('chat:c3', PLACE, sealed)).toThrow(SealBroken)
    expect(() => vault.seal('chat:c3', PLACE, 'a new key')).toThrow(SealBroken)
    expect(shelf.rows.has('chat:c3')).toBe(false)
    expect(() => vault.open('chat:c3', PLACE, sealed)).toThrow(SealBroken)
  })

  it('opens under a new master key as long as the old one is there', () => {
    const sealed = vault.seal('chat:c1', PLACE, 'halo')
    const rotated = openVault(makeKeyRing([...entries, key('master', 2)]), shelf)
    expect(rotated.open('chat:c1', PLACE, sealed)).toBe('halo')
    const without = openVault(makeKeyRing([key('master', 2), key('pepper', 1), key('audit', 1)]), shelf)
    expect(() => without.open('chat:c1', PLACE, sealed)).toThrow(SealBroken)
  })

  it('leaves no data key readable on the shelf', () => {
    for (const wrapped of shelf.rows.values()) expect(wrapped).toHaveLength(1 + 2 + 12 + 32 + 16)
  })
})

it('hashes the same value the same way for one purpose, and otherwise for another or under another pepper', () => {
  const vault = openVault(makeKeyRing(entries), makeShelf())
  const other = openVault(makeKeyRing([key('master', 1), key('pepper', 1, 9), key('audit', 1)]), makeShelf())
  expect(vault.hash('address', '0812')).toEqual(vault.hash('address', '0812'))
  expect(vault.hash('address', '0812')).not.toEqual(vault.hash('inbox', '0812'))
  expect(vault.hash('address', '0812')).not.toEqual(other.hash('address', '0812'))
  expect(vault.hash('address', '0812')).toHaveLength(32)
})

describe('keys as files', () => {
  const dirs: string[] = []
  afterEach(() => {
    for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
  })
  const newDir = () => {
    const dir = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys')
    dirs.push(dir)
    return dir
  }

  it('are made once, for nobody else to read, and never over another', () => {
    const dir = newDir()
    writeFirstKeys(dir)
    const first = readKeyDir(dir, true)
    writeFirstKeys(dir)
    expect(readKeyDir(dir, true)).toEqual(first)
    expect(readdirSync(dir).sort()).toEqual(['audit.k1', 'master.k1', 'pepper.k1'])
    for (const file of readdirSync(dir)) expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600)
    expect(first.master.current.bytes).not.toEqual(first.pepper.current.bytes)
  })

  it('are refused with every fault at once: missing ones and those that others can read', () => {
    const dir = newDir()
    writeFirstKeys(dir)
    rmSync(join(dir, 'audit.k1'))
    chmodSync(join(dir, 'master.k1'), 0o644)
    expect(() => readKeyDir(dir, true)).toThrow(/master\.k1 can be read by others[\s\S]*audit\.k1 is missing/)
  })

  it('of a demo are refused where data is real', () => {
    const dir = newDir()
    writeFirstKeys(dir)
    expect(() => readKeyDir(dir, false)).toThrow('was made by a demo')
    expect(writeNextKey(dir, 'master')).toBe(2)
    expect(readKeyDir(dir, true).master.current.version).toBe(2)
    expect(() => readKeyDir(dir, false)).toThrow(/master\.k2 was made by a demo/)
    expect(readdirSync(dir).some((file) => file.endsWith('.part'))).toBe(false)
  })

  it('are refused when one is too short', () => {
    const dir = newDir()
    writeFirstKeys(dir)
    writeFileSync(join(dir, 'pepper.k2'), 'c2hvcnQ=', { mode: 0o600 })
    expect(() => readKeyDir(dir, true)).toThrow('pepper version 2 is not 32 bytes')
  })

  it('leave a print that differs for each key and tells nothing of it', () => {
    const prints = printsOf(makeKeyRing([...entries, key('master', 2)])).map(({ print }) => print)
    expect(new Set(prints).size).toBe(4)
  })
})

it('takes keys that systemd hands over, whose list of readers shows as a right of the group', () => {
  const dir = mkdtempSync(join(tmpdir(), 'credentials-'))
  try {
    writeFirstKeys(dir)
    for (const file of readdirSync(dir)) chmodSync(join(dir, file), 0o440)
    expect(() => readKeyDir(dir, true)).toThrow('can be read by others')
    process.env.CREDENTIALS_DIRECTORY = dir
    expect(readKeyDir(dir, true).master.current.version).toBe(1)
  } finally {
    delete process.env.CREDENTIALS_DIRECTORY
    rmSync(dir, { recursive: true })
  }
})
