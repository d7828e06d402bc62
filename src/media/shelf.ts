/** @module Where sealed files lie: one folder a chat, names that tell nothing. Sees no opened byte. */

import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = /^[A-Za-z0-9_-]{1,100}$/

/** All names are our own ids; anything else is not there. */
export type Shelf = {
  put(chatId: string, name: string, sealed: Uint8Array, at: Date): Promise<void>
  get(chatId: string, name: string): Promise<Uint8Array | undefined>
  /** How many files of a chat were put after `since`. */
  countSince(chatId: string, since: Date): Promise<number>
  /** False when there was none of that name. */
  remove(chatId: string, name: string): Promise<boolean>
  /** Takes away all files of a chat. */
  clear(chatId: string): Promise<void>
}

/** Files below `folder`, readable by the service's own user alone. */
export function openShelf(folder: string): Shelf {
  const placeOf = (chatId: string, name: string): string | undefined =>
    NAME.test(chatId) && NAME.test(name) ? join(folder, chatId, name) : undefined
  return {
    put: async (chatId, name, sealed, at) => {
      const place = placeOf(chatId, name)
      if (place === undefined) throw new Error('a file on the shelf is named by ids; was a path given?')
      await mkdir(join(folder, chatId), { recursive: true, mode: 0o700 })
      // Whole or not at all: a half written file never carries the name.
      await writeFile(`${place}.part`, sealed, { mode: 0o600, flush: true })
      await utimes(`${place}.part`, at, at)
      await rename(`${place}.part`, place)
    },
    get: async (chatId, name) => {
      const place = placeOf(chatId, name)
      return place === undefined ? undefined : await orNothing(readFile(place))
    },
    countSince: async (chatId, since) => {
      if (!NAME.test(chatId)) return 0
      const names = (await orNothing(readdir(join(folder, chatId)))) ?? []
      const files = await Promise.all(names.map((name) => orNothing(stat(join(folder, chatId, name)))))
      return files.filter((file) => file !== undefined && file.mtimeMs > since.getTime()).length
    },
    remove: async (chatId, name) => {
      const place = placeOf(chatId, name)
      if (place === undefined || (await orNothing(stat(place))) === undefined) return false
      await rm(place, { force: true })
      return true
    },
    clear: async (chatId) => {
      if (NAME.test(chatId)) await rm(join(folder, chatId), { recursive: true, force: true })
    },
  }
}

async function orNothing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
