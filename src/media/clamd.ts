/** @module A Scanner that speaks with clamd of ClamAV: one connection a file, nothing of it is believed but whole answers. */

import { connect, type Socket } from 'node:net'
import type { ScannedFile, Scanner } from '../core/scanner.ts'
import { MAX_SCANNED_BYTES, SCAN_MS, SCAN_MS_A_MB } from './limits.ts'

/** A name of a virus is short; whatever talks on is no scanner. */
const MAX_ANSWER_BYTES = 1_024
/** What leaves at once: a file of 100 MB is never twice in memory. */
const CHUNK_BYTES = 64 * 1024
const MB = 1_000_000

// clamd(8) of ClamAV 1.4.3, COMMANDS: a command with `z` before it ends in NUL, and so does its answer.
const PING = Buffer.from('zPING\0')
const INSTREAM = Buffer.from('zINSTREAM\0')

/**
 * @param at path of a unix socket, or `<address of this machine>:<port>`
 * @param waitMs how long anything may take; a file has SCAN_MS_A_MB more for each MB
 */
export function makeClamd(at: string, waitMs: number = SCAN_MS): Scanner {
  return {
    scan: async ({ content, bytes }) => {
      if (bytes > MAX_SCANNED_BYTES) return 'unavailable'
      const answer = await ask(at, framed(content), waitMs + (bytes / MB) * SCAN_MS_A_MB)
      if (answer === 'stream: OK') return 'clean'
      return answer !== undefined && /^stream: .+ FOUND$/.test(answer) ? 'infected' : 'unavailable'
    },
    answers: async () => (await ask(at, ping(), waitMs)) === 'PONG',
  }
}

async function* ping(): AsyncGenerator<Uint8Array> {
  yield PING
}

/** INSTREAM: each chunk behind its length in four bytes, the highest first; a length of 0 ends. */
async function* framed(content: ScannedFile['content']): AsyncGenerator<Uint8Array> {
  yield INSTREAM
  let left = MAX_SCANNED_BYTES
  for await (const part of content)
    for (let from = 0; from < part.length; from += CHUNK_BYTES) {
      const chunk = part.subarray(from, from + CHUNK_BYTES)
      left -= chunk.length
      // The file grew while it was read.
      if (left < 0) throw new Error('more than a scanner is given')
      yield lengthOf(chunk.length)
      yield chunk
    }
  yield lengthOf(0)
}

function lengthOf(bytes: number): Buffer {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(bytes)
  return four
}

/** The one answer without its NUL; undefined when there is none that can be trusted. */
async function ask(at: string, question: AsyncIterable<Uint8Array>, limitMs: number) {
  const socket = dial(at)
  const timer = setTimeout(() => socket.destroy(), limitMs)
  const state = { isAsked: false }
  const sending = send(socket, question).then(
    (isWhole) => {
      state.isAsked = isWhole
    },
    // The file could not be read on.
    () => void socket.destroy(),
  )
  try {
    const answer = await answerOf(socket)
    // What was said before the whole file had left was not said about the whole file.
    return state.isAsked ? answer : undefined
  } finally {
    clearTimeout(timer)
    socket.destroy()
    await sending
  }
}

/** False when the other side went away meanwhile. */
async function send(socket: Socket, question: AsyncIterable<Uint8Array>): Promise<boolean> {
  for await (const part of question) {
    if (!socket.writable) return false
    if (!socket.write(part)) await untilDrained(socket)
  }
  return true
}

function untilDrained(socket: Socket): Promise<void> {
  if (socket.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go)
      socket.off('close', go)
      resolve()
    }
    socket.on('drain', go)
    socket.on('close', go)
  })
}

/** Resolves when the answer is whole, too long or can no longer come. */
function answerOf(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = Buffer.alloc(0)
    socket.on('data', (part) => {
      said = Buffer.concat([said, part])
      const end = said.indexOf(0)
      if (end >= 0) resolve(said.toString('latin1', 0, end))
      else if (said.length > MAX_ANSWER_BYTES) socket.destroy()
    })
    // Who hears no error lets it end the process.
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
  })
}

function dial(at: string): Socket {
  const [, host, port] = /^(127(?:\.\d{1,3}){3}):(\d{1,5})$/.exec(at) ?? []
  return host === undefined ? connect(at) : connect({ host, port: Number(port) })
}
