/** @module Opens a file as a table: what it is is told by its content, never by its name. */

import { type FileHandle, open } from 'node:fs/promises'
import { type Sheet, SheetFault } from '../core/sheet.ts'
import { openCsv } from './csv.ts'
import { openXlsx } from './xlsx.ts'

const HEAD_BYTES = 64 * 1024
const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Old Excel files, and new ones behind a password. */
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * @param scratch a path of our own beside the file, for what does not fit into memory
 * @throws SheetFault
 */
export async function openSheet(path: string, scratch: string): Promise<Sheet> {
  const head = await headOf(path)
  if (head.length === 0) throw new SheetFault('no_file')
  if (startsWith(head, OLE2)) throw new SheetFault('old_or_locked')
  return startsWith(head, ZIP) ? await openXlsx(path, scratch) : await openCsv(path, head)
}

async function headOf(path: string): Promise<Uint8Array> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const { bytesRead, buffer } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw new SheetFault('gone', error)
  } finally {
    await file?.close()
  }
}

function startsWith(bytes: Uint8Array, sign: readonly number[]): boolean {
  return sign.every((byte, index) => bytes[index] === byte)
}
