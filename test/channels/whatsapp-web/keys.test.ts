/** @module The keys of the line in the Keep: as a map that is written whole or not at all, also by a process that is killed. */

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import * as library from '@whiskeysockets/baileys'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Keep } from '../../../src/channels/keep.ts'
import { KeysUnreadable, openAuth, wipeKeys } from '../../../src/channels/whatsapp-web/kept/auth-state.ts'
import { makeNames } from '../../../src/channels/whatsapp-web/kept/names.ts'
import { openStore } from '../../../src/store/sqlite.ts'
import { pair, pairedCreds, testKeep } from '../../support/emulators/whatsapp-web/keeps.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'line-keys-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const authOf = (keep: Keep, learn = (_hidden: string, _phone: string) => {}) =>
  openAuth({
    library,
    keep,
    names: makeNames(keep),
    commit: (write) => keep.transaction(write),
    learn,
    requireOurs: () => {},
    onFault: () => {},
  })

const TYPES = ['session', 'identity-key', 'sender-key'] as const
const IDS = ['6281333333333.0', '99900011_1.0', 'b']
type Type = (typeof TYPES)[number]
type Write = { type: Type; id: string; value: Uint8Array | null }
type Step = { do: 'set'; writes: Write[] } | { do: 'fail'; writes: Write[] } | { do: 'reopen' }

const write = fc.record({
  type: fc.constantFrom(...TYPES),
  id: fc.constantFrom(...IDS),
  value: fc.option(fc.uint8Array({ minLength: 1, maxLength: 40 }), { nil: null }),
})
const writes = fc.array(write, { minLength: 1, maxLength: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: writes.map((some) => ({ do: 'set' as const, writes: some })) },
  { weight: 2, arbitrary: writes.map((some) => ({ do: 'fail' as const, writes: some })) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
)

function dataOf(some: readonly Write[]) {
  const data: Partial<Record<Type, Record<string, Uint8Array | null>>> = {}
  for (const { type, id, value } of some) data[type] = { ...data[type], [id]: value }
  return data
}

describe('keys', () => {
  it('read back as a map would, whatever is written, fails and is opened again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const own = mkdtempSync(join(dir, 'run-'))
        const model = new Map<string, Uint8Array>()
        let open = testKeep(own)
        for (const one of steps) {
          if (one.do === 'reopen') {
            open.close()
            open = testKeep(own)
            continue
          }
          const { keep } = open
          const failing: Keep = {
            ...keep,
            // As when the disk is full at the very end: all was written, and nothing is.
            transaction: (work) =>
              keep.transaction(() => {
                work()
                throw new Error('full')
              }),
          }
          const data = dataOf(one.writes)
          if (one.do === 'fail') {
            await expect(Promise.resolve(authOf(failing).keys.set(data))).rejects.toThrow('full')
            continue
          }
          await authOf(keep).keys.set(data)
          for (const { type, id, value } of one.writes) {
            if (value === null) model.delete(`${type} ${id}`)
            else model.set(`${type} ${id}`, value)
          }
        }
        const found = new Map<string, Uint8Array>()
        for (const type of TYPES) {
          const read = await authOf(open.keep).keys.get(type, IDS)
          for (const [id, value] of Object.entries(read)) found.set(`${type} ${id}`, new Uint8Array(value))
        }
        open.close()
        expect(found).toEqual(new Map([...model].map(([name, value]) => [name, new Uint8Array(value)])))
      }),
      { numRuns: 40 },
    )
  })

  it('keep what is no bytes: numbers, lists, keys of the state of the app', async () => {
    const { keep } = testKeep()
    const { keys } = authOf(keep)
    const pairOf = { public: Buffer.from([1, 2]), private: Buffer.from([3]) }
    const synced = { keyData: Buffer.from([9]), timestamp: 5 }
    await keys.set({
      'pre-key': { '1': pairOf },
      'device-list': { '6281333333333': ['0', '3'] },
      'app-state-sync-key': { AAAA: library.proto.Message.AppStateSyncKeyData.fromObject(synced) },
    })
    const reopened = authOf(keep).keys
    expect(await reopened.get('pre-key', ['1', '2'])).toEqual({ '1': pairOf })
    expect(await reopened.get('device-list', ['6281333333333'])).toEqual({ '6281333333333': ['0', '3'] })
    const { AAAA } = await reopened.get('app-state-sync-key', ['AAAA'])
    expect(AAAA).toBeInstanceOf(library.proto.Message.AppStateSyncKeyData)
    expect(AAAA?.keyData).toEqual(Buffer.from([9]))
  })

  it('name nobody on the disk, neither by an address nor by a number of the line', async () => {
    const { keep, close } = testKeep(dir)
    pair(keep, pairedCreds())
    await authOf(keep).keys.set({ session: { '6281333333333.0': new Uint8Array([1]) } })
    close()
    const bytes = readFileSync(join(dir, 'line.db')).toString('latin1')
    expect(bytes).toContain('key.session')
    expect(bytes).not.toMatch(/6281333333333|6281200000001|11100022/)
  })

  it('tell which addresses the server has called one person, once for each pair', async () => {
    const { keep } = testKeep()
    const told: string[][] = []
    const { keys } = authOf(keep, (hidden, phone) => void told.push([hidden, phone]))
    await keys.set({ 'lid-mapping': { '6281333333333': '99900011', '99900011_reverse': '6281333333333' } })
    expect(told).toEqual([['99900011@lid', '6281333333333@s.whatsapp.net']])
  })

  it('are not begun anew when they are there and do not open', () => {
    const { keep, close } = testKeep(dir)
    pair(keep, pairedCreds())
    close()
    const store = openStore(join(dir, 'line.db'), 'line')
    store.db.run("update kept set sealed = x'0102' where kind = 'creds'")
    store.close()
    const open = testKeep(dir)
    expect(() => authOf(open.keep)).toThrow(KeysUnreadable)
    open.close()
  })

  it('are begun anew where a pairing was begun and never ended', () => {
    const { keep } = testKeep()
    const half = { ...pairedCreds(), account: undefined }
    pair(keep, half as never)
    expect(authOf(keep).creds.me).toBeUndefined()
  })

  it('are gone after a wipe, and all else stays', async () => {
    const { keep } = testKeep()
    pair(keep, pairedCreds())
    await authOf(keep).keys.set({
      session: { a: new Uint8Array([1]) },
      'lid-mapping': { '6281333333333': '99900011' },
    })
    keep.set('inbox', 'a', new Uint8Array([1]))
    wipeKeys(keep)
    expect(await authOf(keep).keys.get('session', ['a'])).toEqual({})
    expect(authOf(keep).creds.me).toBeUndefined()
    expect(keep.get('inbox', 'a')).toBeDefined()
  })
})

describe('a process that is killed', () => {
  const PROGRAM = resolve(import.meta.dirname, '../../support/emulators/whatsapp-web/dying-keys.ts')
  /** The last number that was told as written, and what stands on the disk afterwards. */
  const live = async (diesIn?: number, killAfter = Number.POSITIVE_INFINITY) => {
    const order = JSON.stringify({ dir, ...(diesIn === undefined ? {} : { diesIn }) })
    const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, order], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: resolve(import.meta.dirname, '../../..'),
    })
    let told = 0
    child.stdout.on('data', (bytes: Buffer) => {
      told = Number(bytes.toString().trim().split('\n').at(-1))
      if (told >= killAfter) child.kill('SIGKILL')
    })
    const signal = await new Promise((done) => child.on('close', (_code, by) => done(by)))
    expect(signal).toBe('SIGKILL')
    const { keep, close } = testKeep(dir)
    const { keys } = authOf(keep)
    const read = async (type: 'session' | 'identity-key') => {
      const value = (await keys.get(type, ['a.0']))['a.0'] ?? new Uint8Array([0, 0])
      return ((value[0] ?? 0) << 8) | (value[1] ?? 0)
    }
    const found = { session: await read('session'), identity: await read('identity-key') }
    close()
    return { told, ...found }
  }

  it('between two writes that belong together leaves neither', async () => {
    expect(await live(7)).toEqual({ told: 6, session: 6, identity: 6 })
  })

  it.each([40, 200])(
    'after some %i writes leaves all that it told, and nothing by halves',
    async (killAfter) => {
      const { told, session, identity } = await live(undefined, killAfter)
      expect(session).toBe(identity)
      expect(session).toBeGreaterThanOrEqual(told)
    },
  )
})
