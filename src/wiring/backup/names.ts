/** @module What stands in a backup, and how its parts and files are called. */

/** Databases; line.db (the keys of WhatsApp Web) is none of them: an old copy of those breaks the line for good. */
export const COPIED = ['accounts', 'chats', 'office', 'staff', 'keys'] as const
export type Copied = (typeof COPIED)[number]

export const MANIFEST = 'manifest.json'
const ENTRY =
  /^(?:(?:accounts|chats|office|staff|keys)\.db|archive\/\d{4}-\d\d\.db|media\/[A-Za-z0-9_-]{1,100}\/[A-Za-z0-9_-]{1,100})$/
const FILE = /^tanya-sigap-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sigap$/

/** Nothing else is ever unpacked: a path could lead out of the folder. */
export const isEntry = (name: string): boolean => ENTRY.test(name)

/** `tanya-sigap-20261130T031500Z.sigap` */
export function fileName(at: Date): string {
  return `tanya-sigap-${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z.sigap`
}

/** When the backup of this name was made; undefined for any other file. */
export function madeAt(file: string): Date | undefined {
  const found = FILE.exec(file)
  if (found === null) return undefined
  const [, y, mo, d, h, mi, s] = found.map(Number)
  return new Date(Date.UTC(y ?? 0, (mo ?? 1) - 1, d, h, mi, s))
}

/** Lies beside the backups, always the newest: ids of what people had erased, so that a restore erases it again. */
export const FORGOTTEN_FILE = 'forgotten.txt'
