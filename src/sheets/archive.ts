/** @module The parts of an XLSX file, which is a zip: found by name, unfolded bit by bit, never more than they said. */

import type { Readable } from 'node:stream'
import { type Entry, open as openZip, type ZipFile } from 'yauzl'
import { SheetFault } from '../core/sheet.ts'
import { LIMITS } from './limits.ts'

export type Archive = {
  has(name: string): boolean
  /** Bytes of a part when unfolded, as the file says; yauzl refuses more. */
  sizeOf(name: string): number
  /** @throws SheetFault when it is not there or says that it unfolds to more than `maxBytes` */
  stream(name: string, maxBytes: number): Promise<Readable>
  close(): void
}

/** @throws SheetFault */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    openZip(path, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error === null && opened !== undefined ? resolve(opened) : reject(new SheetFault('broken', error)),
    ),
  )
  try {
    const parts = await partsOf(zip)
    return {
      has: (name) => parts.has(name),
      sizeOf: (name) => parts.get(name)?.uncompressedSize ?? 0,
      stream: (name, maxBytes) => streamOf(zip, parts.get(name), maxBytes),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

function partsOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > LIMITS.parts) throw new SheetFault('too_big')
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Entry>()
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) return reject(new SheetFault('old_or_locked'))
      parts.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(parts))
    zip.on('error', (error: Error) => reject(new SheetFault('broken', error)))
    zip.readEntry()
  })
}

function streamOf(zip: ZipFile, part: Entry | undefined, maxBytes: number): Promise<Readable> {
  if (part === undefined) throw new SheetFault('broken')
  if (part.uncompressedSize > maxBytes) throw new SheetFault('too_big')
  return new Promise((resolve, reject) =>
    zip.openReadStream(part, (error, stream) =>
      error === null && stream !== undefined ? resolve(stream) : reject(new SheetFault('broken', error)),
    ),
  )
}
