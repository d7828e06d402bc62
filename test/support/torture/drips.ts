/** @module Clients that hold a connection and hardly use it: nothing at all, a byte of header at a time, a byte of body at a time. */

import { connect } from 'node:net'

export type Drip = 'says_nothing' | 'slow_headers' | 'slow_body'
export const DRIPS: readonly Drip[] = ['says_nothing', 'slow_headers', 'slow_body']

const HEAD = 'POST /pesan HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n'

/** Resolves to how long it was let be, in ms; rejects when that is longer than `mostMs`. */
export function drip(port: number, how: Drip, everyMs: number, mostMs: number): Promise<number> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const socket = connect(port, 'localhost')
    let at = 0
    const timer = setInterval(() => {
      if (how === 'slow_headers') socket.write(HEAD[at++ % HEAD.length] ?? 'x')
      if (how === 'slow_body') socket.write('x')
    }, everyMs)
    const patience = setTimeout(() => {
      socket.destroy()
      reject(new Error(`${how}: still there after ${mostMs} ms`))
    }, mostMs)
    socket.on('connect', () => {
      if (how === 'slow_body') socket.write(`${HEAD}content-length: 9000\r\n\r\n`)
    })
    socket.on('error', () => {})
    socket.resume()
    socket.on('close', () => {
      clearInterval(timer)
      clearTimeout(patience)
      resolve(performance.now() - startedAt)
    })
  })
}
