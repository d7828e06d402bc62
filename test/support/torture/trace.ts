/** @module What a process did to its files, as strace wrote it down, and the disks that a power cut could have left of it. */

import { basename } from 'node:path'

export type Op =
  | { type: 'write'; file: string; at: number; bytes: Buffer }
  | { type: 'truncate'; file: string; size: number }
  | { type: 'unlink'; file: string }
  | { type: 'sync'; file: string }
  | { type: 'ack'; n: number }

const CALL = /^\d+ +(\w+)\((.*)\) += (-?\d+)/

/**
 * Reads the output of `strace -f -y -xx -s 65536 -e trace=pwrite64,fsync,fdatasync,ftruncate,unlink,write`.
 * Files outside `dir` are left out; calls that failed too.
 */
export function readTrace(text: string, dir: string): Op[] {
  const ops: Op[] = []
  const open = new Map<string, string>()
  for (const raw of text.split('\n')) {
    const line = whole(raw, open)
    const found = line === undefined ? null : CALL.exec(line)
    if (found === null || Number(found[3]) < 0) continue
    const op = opOf(found[1] ?? '', found[2] ?? '', Number(found[3]), dir)
    if (op !== undefined) ops.push(op)
  }
  return ops
}

/** Another thread may stand between a call and its return: then it is written in two halves. */
function whole(line: string, open: Map<string, string>): string | undefined {
  const pid = line.slice(0, line.indexOf(' '))
  const cut = line.indexOf(' <unfinished ...>')
  if (cut >= 0) {
    open.set(pid, line.slice(0, cut))
    return undefined
  }
  const resumed = /<\.\.\. \w+ resumed>(.*)$/.exec(line)
  if (resumed === null) return line
  return `${open.get(pid) ?? ''}${resumed[1]}`
}

function opOf(call: string, args: string, result: number, dir: string): Op | undefined {
  const path = /^\d+<([^>]*)>/.exec(args)?.[1]
  const named = path === undefined ? undefined : unescaped(path)
  if (call === 'write') {
    const n = /^1<[^>]*>, "((?:\\x[0-9a-f]{2})*)"/.exec(args)?.[1]
    const said = n === undefined ? undefined : /^ack (\d+)/.exec(bytesOf(n).toString())
    return said == null ? undefined : { type: 'ack', n: Number(said[1]) }
  }
  if (call === 'unlink') {
    const file = bytesOf(/^"([^"]*)"/.exec(args)?.[1] ?? '').toString()
    return file.startsWith(dir) ? { type: 'unlink', file: basename(file) } : undefined
  }
  if (named === undefined || !named.startsWith(`${dir}/`)) return undefined
  const file = basename(named)
  // Rebuilt from the log by whoever opens the database next.
  if (file.endsWith('-shm')) return undefined
  if (call === 'fsync' || call === 'fdatasync') return { type: 'sync', file }
  if (call === 'ftruncate') return { type: 'truncate', file, size: Number(args.split(', ')[1]) }
  const written = /, "([^"]*)"(\.{3})?, \d+, (\d+)$/.exec(args)
  if (written === null || written[2] !== undefined)
    throw new Error(`a write that was cut short: ${args.slice(0, 200)}`)
  return { type: 'write', file, at: Number(written[3]), bytes: bytesOf(written[1] ?? '').subarray(0, result) }
}

const unescaped = (text: string): string => (text.startsWith('\\x') ? bytesOf(text).toString() : text)

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
}

type Change = Exclude<Op, { type: 'sync' } | { type: 'ack' } | { type: 'unlink' }>

/** A disk behind a cache: what was synced is on it, of the rest nobody knows. */
export function makeDisk() {
  const synced = new Map<string, Buffer>()
  const pending = new Map<string, Change[]>()
  return {
    do: (op: Exclude<Op, { type: 'ack' }>) => {
      const waiting = pending.get(op.file) ?? []
      if (op.type === 'unlink') {
        synced.delete(op.file)
        pending.delete(op.file)
        return
      }
      if (op.type !== 'sync') {
        pending.set(op.file, [...waiting, op])
        return
      }
      synced.set(op.file, apply(synced.get(op.file), waiting))
      pending.set(op.file, [])
    },
    /** How many writes no sync has followed yet. */
    waiting: () => [...pending.values()].reduce((sum, { length }) => sum + length, 0),
    /**
     * The files as a power cut may leave them. Creation and deletion count as done at once, since SQLite syncs the
     * folder after both; a disk that lies about its cache is not modelled.
     */
    cut: (how: Cut, random: () => number): Map<string, Buffer> => {
      const files = new Map<string, Buffer>()
      for (const file of new Set([...synced.keys(), ...pending.keys()])) {
        const left = chosen(pending.get(file) ?? [], how, random)
        files.set(file, apply(synced.get(file), left))
      }
      return files
    },
  }
}

export type Cut = 'drop_all' | 'keep_a_prefix' | 'keep_a_random_half' | 'tear'
export const CUTS: readonly Cut[] = ['drop_all', 'keep_a_prefix', 'keep_a_random_half', 'tear']

const SECTOR = 512

function chosen(waiting: readonly Change[], how: Cut, random: () => number): Change[] {
  switch (how) {
    case 'drop_all':
      return []
    case 'keep_a_prefix':
      return waiting.slice(0, Math.floor(random() * (waiting.length + 1)))
    case 'keep_a_random_half':
      return waiting.filter(() => random() < 0.5)
    case 'tear':
      // A write of several sectors need not arrive whole.
      return waiting.flatMap((op) => (op.type === 'write' ? sectorsOf(op, random) : [op]))
    default:
      return how satisfies never
  }
}

function sectorsOf(op: Extract<Op, { type: 'write' }>, random: () => number): Change[] {
  const parts: Change[] = []
  for (let from = 0; from < op.bytes.length; from += SECTOR)
    if (random() < 0.5) parts.push({ ...op, at: op.at + from, bytes: op.bytes.subarray(from, from + SECTOR) })
  return parts
}

function apply(before: Buffer | undefined, changes: readonly Change[]): Buffer {
  let bytes: Buffer = Buffer.from(before ?? Buffer.alloc(0))
  for (const op of changes) {
    if (op.type === 'truncate') bytes = resized(bytes, op.size)
    else {
      if (op.at + op.bytes.length > bytes.length) bytes = resized(bytes, op.at + op.bytes.length)
      op.bytes.copy(bytes, op.at)
    }
  }
  return bytes
}

function resized(bytes: Buffer, size: number): Buffer {
  const whole = Buffer.alloc(size)
  bytes.copy(whole, 0, 0, Math.min(size, bytes.length))
  return whole
}
