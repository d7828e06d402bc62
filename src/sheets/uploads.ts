/** @module Files on their way in: streamed to a folder of our own, readable by the service's own user alone, gone once they are read. */

import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Scan } from '../core/scanner.ts'
import { SheetFault, type Uploads } from '../core/sheet.ts'
import { LIMITS } from './limits.ts'
import { openSheet } from './open.ts'

const ID = /^[A-Za-z0-9_-]{1,100}$/

/**
 * Files below `folder`, made when the first one comes.
 * @param scan looks at each before it counts as taken; without it nothing is scanned
 */
export function openUploads(folder: string, scan?: Scan): Uploads {
  const placeOf = (id: string): string => {
    if (!ID.test(id)) throw new Error('an upload is named by an id of ours; was a path given?')
    return join(folder, id)
  }
  const drop = async (id: string) => {
    await rm(placeOf(id), { force: true })
    await rm(scratchOf(placeOf(id)), { force: true })
  }
  const keep = async (id: string, from: Readable) => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = createWriteStream(placeOf(id), { mode: 0o600, flags: 'wx', flush: true })
    let bytes = 0
    await pipeline(
      from,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > LIMITS.fileBytes) throw new SheetFault('too_big')
          yield chunk
        }
      },
      file,
    )
    if (bytes === 0) throw new SheetFault('no_file')
    const verdict = await scan?.({ content: createReadStream(placeOf(id)), bytes })
    if (verdict === 'infected') throw new SheetFault('unsafe')
    if (verdict === 'unavailable') throw new SheetFault('unscanned')
  }
  return {
    take: async (id, form, contentType) => {
      try {
        return await fileOf(form, contentType, (file) => keep(id, file))
      } catch (error) {
        await drop(id)
        throw error
      }
    },
    copy: async (id, path) => {
      try {
        await keep(id, createReadStream(path))
        return basename(path)
      } catch (error) {
        await drop(id)
        throw error instanceof Error && 'code' in error && error.code === 'ENOENT'
          ? new SheetFault('gone', error)
          : error
      }
    },
    open: (id) => openSheet(placeOf(id), scratchOf(placeOf(id))),
    drop,
    keepOnly: async (ids) => {
      const names = await readdir(folder).catch(() => [])
      const kept = new Set(ids)
      for (const name of names) if (!kept.has(name)) await rm(join(folder, name), { force: true })
    },
  }
}

const scratchOf = (path: string) => `${path}.texts`

/** The first file of a form, while it comes in; resolves to its name. */
async function fileOf(
  form: AsyncIterable<Uint8Array>,
  contentType: string,
  keep: (file: Readable) => Promise<void>,
): Promise<string> {
  let busboy: BusboyInstance
  try {
    busboy = new Busboy({
      headers: { 'content-type': contentType },
      limits: { files: 1, fields: 20, fieldSize: 10_000, parts: 25 },
    })
  } catch (error) {
    throw new SheetFault('no_file', error)
  }
  let found: { name: string; file: Readable; kept: Promise<void> } | undefined
  busboy.on('file', (_field: string, stream: NodeJS.ReadableStream, name: string) => {
    const file = stream as Readable
    const kept = keep(file)
    kept.catch((error: unknown) => busboy.destroy(error instanceof Error ? error : undefined))
    found = { name: name ?? '', file, kept }
  })
  const source = Readable.from(form)
  try {
    await pipeline(source, busboy)
  } catch (error) {
    // Whichever end broke first says why: a file that is too big, or a form that was cut.
    const cut = new SheetFault('broken', error)
    found?.file.destroy(cut)
    await found?.kept
    throw cut
  }
  if (found === undefined) throw new SheetFault('no_file')
  await found.kept
  return found.name
}
