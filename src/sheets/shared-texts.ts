/** @module The shared texts of an XLSX file, which its cells name by number: laid into a file of our own, since they may be bigger than memory. */

import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { SheetFault } from '../core/sheet.ts'
import type { Archive } from './archive.ts'
import { LIMITS } from './limits.ts'
import { readXml } from './xml.ts'

/** Cells name texts nearly in the order in which they lie: a few blocks serve nearly all. */
const BLOCK_BYTES = 64 * 1024
const BLOCKS = 64

export type SharedTexts = {
  /** '' for a number that is none. */
  at(index: number): string
  close(): void
}

export const NO_TEXTS: SharedTexts = { at: () => '', close: () => {} }

/** @throws SheetFault */
export async function layOut(archive: Archive, part: string, scratch: string): Promise<SharedTexts> {
  const ends = await spill(archive, part, scratch)
  const fd = openSync(scratch, 'r')
  const blocks = new Map<number, Buffer>()
  const block = (index: number): Buffer => {
    const known = blocks.get(index)
    if (known !== undefined) {
      // Last used, last to go.
      blocks.delete(index)
      blocks.set(index, known)
      return known
    }
    const bytes = Buffer.alloc(BLOCK_BYTES)
    const read = readSync(fd, bytes, 0, BLOCK_BYTES, index * BLOCK_BYTES)
    const oldest = blocks.size >= BLOCKS ? blocks.keys().next().value : undefined
    if (oldest !== undefined) blocks.delete(oldest)
    blocks.set(index, bytes.subarray(0, read))
    return bytes
  }
  return {
    at: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= ends.count) return ''
      const [from, to] = [index === 0 ? 0 : (ends.at[index - 1] ?? 0), ends.at[index] ?? 0]
      const [first, last] = [Math.floor(from / BLOCK_BYTES), Math.floor(Math.max(from, to - 1) / BLOCK_BYTES)]
      const start = from - first * BLOCK_BYTES
      if (first === last) return block(first).toString('utf8', start, start + to - from)
      const head = block(first).subarray(start)
      return Buffer.concat([head, block(last).subarray(0, to - last * BLOCK_BYTES)]).toString('utf8')
    },
    close: () => {
      closeSync(fd)
      rmSync(scratch, { force: true })
    },
  }
}

/** Where each text ends in the file that was written. */
async function spill(archive: Archive, part: string, scratch: string) {
  const file = await open(scratch, 'w', 0o600)
  let at = new Uint32Array(1024)
  let [count, bytes] = [0, 0]
  let waiting: string[] = []
  const keep = (text: string) => {
    waiting.push(text)
    bytes += Buffer.byteLength(text)
    if (count >= LIMITS.texts || bytes > LIMITS.textBytes) throw new SheetFault('too_big')
    if (count === at.length) {
      const longer = new Uint32Array(2 * count)
      longer.set(at)
      at = longer
    }
    at[count++] = bytes
  }
  try {
    for await (const _ of readXml(await archive.stream(part, LIMITS.sheetBytes), textsInto(keep))) {
      const written = waiting.join('')
      waiting = []
      if (written !== '') await file.write(written)
    }
  } finally {
    await file.close()
  }
  return { at, count }
}

/** A text is `<si>` with `<t>` in it, or in its runs; how it is read aloud (`<rPh>`) is no part of it. */
function textsInto(keep: (text: string) => void) {
  let text = ''
  let [isText, isSound] = [false, false]
  return {
    open: (name: string) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') isSound = true
      else if (name === 't') isText = !isSound
    },
    text: (more: string) => {
      if (isText && text.length < LIMITS.cellChars) text += more.slice(0, LIMITS.cellChars - text.length)
    },
    close: (name: string) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isSound = false
      else if (name === 'si') keep(text)
    },
  }
}
