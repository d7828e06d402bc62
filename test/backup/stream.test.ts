/** @module The sealed stream of a backup: what goes in comes out, and nothing else does. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeBackupKey, readBackupSecret, readRecipient } from '../../src/vault/backup-key.ts'
import { BackupBroken, openStream, sealStream } from '../../src/vault/backup-stream.ts'

const pair = () => {
  const { recipient, secret } = makeBackupKey()
  const [open, seal] = [readBackupSecret(`# a note\n${secret}\n`), readRecipient(` ${recipient}\n`)]
  if (open === undefined || seal === undefined) throw new Error('a new pair is readable')
  return { open, seal }
}
const { open, seal } = pair()
const all = async (source: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}
async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const sealed = (bytes: Uint8Array, size = 50_000) => all(sealStream(seal, cut(bytes, size)))
const opened = (bytes: Uint8Array, size = 70_000, key = open) => all(openStream(key, cut(bytes, size)))

it('opens to what was sealed, whatever the pieces it came in', async () => {
  const lengths = fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, 200_000)
  const sizes = fc.integer({ min: 1_000, max: 200_000 })
  await fc.assert(
    fc.asyncProperty(lengths, sizes, sizes, async (length, inSize, outSize) => {
      const bytes = Buffer.alloc(length, 'isi rahasia ')
      expect((await opened(await sealed(bytes, inSize), outSize)).equals(bytes)).toBe(true)
    }),
    { numRuns: 40 },
  )
})

it('opens for nobody else, and not after any change', async () => {
  const bytes = Buffer.alloc(150_000, 'x')
  const whole = await sealed(bytes)
  await expect(opened(whole, 70_000, pair().open)).rejects.toThrow(BackupBroken)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: whole.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, by) => {
        const changed = Buffer.from(whole)
        changed[at] = (changed[at] ?? 0) ^ by
        await expect(opened(changed)).rejects.toThrow(BackupBroken)
      },
    ),
    { numRuns: 40 },
  )
})

it.each([0, 10, 39, 40, 41, 65_592, 65_593, 131_000])(
  'finds that it was cut after %i bytes',
  async (length) => {
    const whole = await sealed(Buffer.alloc(150_000, 'x'))
    await expect(opened(whole.subarray(0, length))).rejects.toThrow(BackupBroken)
  },
)

it('knows no key that was copied with a slip', () => {
  const { recipient, secret } = makeBackupKey()
  const slips = [
    recipient.slice(0, -1),
    `${recipient}A`,
    recipient.replace(/.(?=.{9}$)/, (one) => (one === 'A' ? 'B' : 'A')),
  ]
  for (const slip of [...slips, '', secret]) expect(readRecipient(slip)).toBeUndefined()
  expect(readBackupSecret(recipient)).toBeUndefined()
})
