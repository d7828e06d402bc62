/** @module One sealed file of many: a tar inside a sealed stream. What is unpacked is checked against the list at its end. */

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Header, type Pack, pack } from 'tar-stream'
import type { BackupSecret, Recipient } from '../../vault/backup-key.ts'
import { BackupBroken, openStream, sealStream } from '../../vault/backup-stream.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { isEntry, MANIFEST } from './names.ts'

export type Packed = Manifest['files'][number]
type Source = { name: string; path: string }

/** The list is as long as there are files; a hundred thousand of them are 15 MB. */
const MOST_MANIFEST_BYTES = 256 * 1024 * 1024

/**
 * Whole or not at all: until everything is on the disk the file has another name.
 * @param list called with what was packed, gives the text of the list
 */
export async function packTo(
  path: string,
  recipient: Recipient,
  sources: AsyncIterable<Source>,
  list: (packed: Packed[]) => string,
): Promise<Packed[]> {
  const part = `${path}.part`
  const tar = pack()
  const sink = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true })
  const writing = pipeline(sealStream(recipient, tar as AsyncIterable<Uint8Array>), sink)
  try {
    const [packed] = await Promise.all([fill(tar, sources, list), writing])
    await rename(part, path)
    await syncFolder(dirname(path))
    return packed
  } catch (error) {
    tar.destroy()
    await writing.catch(() => {})
    await rm(part, { force: true })
    throw error
  }
}

async function fill(tar: Pack, sources: AsyncIterable<Source>, list: (packed: Packed[]) => string) {
  const packed: Packed[] = []
  for await (const source of sources) {
    const one = await packFile(tar, source)
    if (one !== undefined) packed.push(one)
  }
  tar.entry({ name: MANIFEST }, list(packed))
  tar.finalize()
  return packed
}

/** Undefined for a file that was erased a moment ago. */
async function packFile(tar: Pack, { name, path }: Source): Promise<Packed | undefined> {
  const file = await open(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return undefined
  const { size } = await file.stat()
  const hash = createHash('sha256')
  await pipeline(
    file.createReadStream(),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    tar.entry({ name, size }),
  )
  return { name, bytes: size, sha256: hash.digest('hex') }
}

/**
 * Unpacks into `folder`, which is empty, and compares all of it with the list.
 * @throws BackupBroken; what was unpacked by then is worth nothing
 */
export async function unpackTo(folder: string, secret: BackupSecret, path: string): Promise<Manifest> {
  const found = new Map<string, Packed>()
  let text: string | undefined
  const tar = extract()
  const take = async (header: Header, body: Readable) => {
    if (text !== undefined) throw new BackupBroken('not_opened', new Error('something follows the list'))
    if (header.name === MANIFEST) {
      text = await textOf(body)
      return
    }
    if (!isEntry(header.name) || found.has(header.name))
      throw new BackupBroken('not_opened', new Error('a name that is not ours'))
    found.set(header.name, await unpackFile(folder, header.name, body))
  }
  const reading = pipeline(openStream(secret, createReadStream(path)), tar)
  const taking = (async () => {
    for await (const entry of tar) await take(entry.header, entry as unknown as Readable)
  })()
  await Promise.all([reading, taking]).catch((error: unknown) => {
    throw error instanceof BackupBroken || isOfTheDisk(error) ? error : new BackupBroken('not_opened', error)
  })
  return checked(text, found)
}

const isOfTheDisk = (error: unknown) => error instanceof Error && 'syscall' in error

async function textOf(body: Readable): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MOST_MANIFEST_BYTES) throw new BackupBroken('not_opened', new Error('the list is too long'))
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function unpackFile(folder: string, name: string, body: Readable): Promise<Packed> {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let bytes = 0
  await pipeline(
    body,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }),
  )
  return { name, bytes, sha256: hash.digest('hex') }
}

function checked(text: string | undefined, found: ReadonlyMap<string, Packed>): Manifest {
  const manifest = text === undefined ? undefined : readManifest(text)
  if (manifest === undefined)
    throw new BackupBroken('not_opened', new Error('its list is missing or damaged'))
  const isSame = ({ name, bytes, sha256 }: Packed) => {
    const one = found.get(name)
    return one?.bytes === bytes && one.sha256 === sha256
  }
  if (manifest.files.length !== found.size || !manifest.files.every(isSame))
    throw new BackupBroken('not_opened', new Error('the files are not those of its list'))
  return manifest
}

/** The new name itself survives a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
