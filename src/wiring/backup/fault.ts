/** @module What can stop a backup or a restore: data, said in words elsewhere (`backup.fault.<why>`). */

export const BACKUP_FAULTS = [
  'no_recipient',
  'bad_recipient',
  'no_target',
  'no_data',
  'no_room',
  'disk_full',
  'not_writable',
  'never_still',
  'damaged',
  'running',
  'no_file',
  'no_secret',
  'bad_secret',
  'no_backup',
  'not_opened',
  'not_empty',
  'not_sound',
  'unknown_schema',
  'no_forgotten',
  'key_there',
] as const
export type BackupFaultCode = (typeof BACKUP_FAULTS)[number]

export class BackupFault extends Error {
  readonly why: BackupFaultCode
  readonly args: Record<string, string>
  constructor(why: BackupFaultCode, args: Record<string, string> = {}, cause?: unknown) {
    super(`${why} ${JSON.stringify(args)}`, { cause })
    this.name = 'BackupFault'
    this.why = why
    this.args = args
  }
}

const FULL = /^(ENOSPC|EDQUOT|SQLITE_FULL)/
const UNWRITABLE = /^(EACCES|EEXIST|EROFS|EPERM|ENOTDIR|ENOENT|SQLITE_(READONLY|CANTOPEN|PERM))/

/** The disk's own error in our words; anything else as it is. */
export function faultOf(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (FULL.test(code)) return new BackupFault('disk_full', { path }, error)
  if (UNWRITABLE.test(code)) return new BackupFault('not_writable', { path, reason: code }, error)
  return error
}
