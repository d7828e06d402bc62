/** @module Waits for the server's word on each message sent: the library says nothing when all went well. */

import { SendError } from '../../../core/errors.ts'
import type { Timers } from '../connection/timers.ts'

// Long enough for a slow line, short enough that a stuck one is told. Our own choice.
const ACK_MS = 30_000

/** Undefined: taken. Otherwise the code the server refused it with. */
export type Verdict = { error?: string }

export type Acks = ReturnType<typeof makeAcks>

type Waiter = { resolve(verdict: Verdict): void; reject(error: SendError): void }

export function makeAcks(timers: Timers) {
  const waiters = new Map<string, Set<Waiter>>()
  return {
    /**
     * Call before the message leaves. `word` rejects with SendError when none comes in time, when the signal says stop,
     * or when the line is cut: then nobody knows whether it was taken. `drop` stops waiting without a word.
     */
    wait: (id: string, signal?: AbortSignal): { word: Promise<Verdict>; drop(): void } => {
      const { promise, resolve, reject } = withResolvers<Verdict>()
      const own = waiters.get(id) ?? new Set()
      const drop = () => {
        cancel()
        signal?.removeEventListener('abort', stop)
        own.delete(waiter)
        if (own.size === 0 && waiters.get(id) === own) waiters.delete(id)
      }
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T) => {
          drop()
          how(value)
        }
      const waiter: Waiter = { resolve: settle(resolve), reject: settle(reject) }
      const stop = () => waiter.reject(unknown('told to stop waiting'))
      const cancel = timers.after(ACK_MS, () => waiter.reject(unknown('no word from the server')))
      waiters.set(id, own.add(waiter))
      signal?.addEventListener('abort', stop)
      return { word: promise, drop }
    },
    answer: (id: string, verdict: Verdict) => {
      for (const waiter of [...(waiters.get(id) ?? [])]) waiter.resolve(verdict)
    },
    /** The line is cut. */
    giveUp: () => {
      for (const own of [...waiters.values()])
        for (const waiter of [...own]) waiter.reject(unknown('the line was cut'))
    },
  }
}

/** The id stays the same, so that to send it again is harmless. */
export function unknown(message: string, cause?: unknown): SendError {
  return new SendError(message, {
    code: 'network',
    outcome: 'unknown',
    retryable: true,
    ...(cause === undefined ? {} : { cause }),
  })
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((good, bad) => {
    resolve = good
    reject = bad
  })
  return { promise, resolve, reject }
}
