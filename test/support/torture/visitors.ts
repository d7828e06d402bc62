/** @module People on the web chat who write what was not acknowledged again, and now and then what was. */

import { createHash } from 'node:crypto'

/** What a server answered to one post: its status, or nothing when nobody knows what became of it. */
export type Answer = number | undefined

/** A browser's name and cookie; 64 hexadecimal characters. */
export type Visitor = {
  token: string
  /** How many of its messages were acknowledged: `pesan 0`, `pesan 1` … */
  acknowledged: number
  /** Posts of which nobody knows whether they were kept; written again under the same key. */
  unanswered: number
  /** Posts that were sent a second time although the first was, or at the same instant. */
  repeated: number
}

export function makeVisitors(count: number, name = 'pengunjung'): Visitor[] {
  return Array.from({ length: count }, (_, n) => ({
    token: createHash('sha256').update(`${name} ${n}`).digest('hex'),
    acknowledged: 0,
    unanswered: 0,
    repeated: 0,
  }))
}

/** As the web channel keeps the browser. */
export const addressOf = ({ token }: Visitor): string =>
  createHash('sha256').update(`visitor|${token}`).digest('hex')

export async function post(address: string, { token }: Visitor, n: number): Promise<Answer> {
  try {
    const answer = await fetch(`${address}/pesan`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        origin: address,
        'sec-fetch-site': 'same-origin',
        cookie: `tamu=${token}`,
      },
      body: JSON.stringify({ key: `kunci-${token.slice(0, 8)}-${n}`, text: `pesan ${n}` }),
    })
    await answer.arrayBuffer()
    return answer.status
  } catch {
    // Cut in the middle: nobody knows, so it is written again.
    return undefined
  }
}

type Writing = {
  address: string
  /** Between 0 and 1, as Math.random: a seed makes a run that can be had again. */
  random(): number
  /** Share of messages that are posted twice. */
  twice: number
  onAcknowledged?(): void
}

/** Writes until the server does not answer, refuses, or `isOver`; each message again until it is acknowledged. */
export async function write(
  visitor: Visitor,
  { address, random, twice, onAcknowledged }: Writing,
  isOver: () => boolean = () => false,
): Promise<Answer> {
  for (;;) {
    if (isOver()) return 200
    const n = visitor.acknowledged
    const isTwice = random() < twice
    if (isTwice) visitor.repeated += 1
    // The same instant, or one that was acknowledged long ago.
    const again = isTwice ? post(address, visitor, random() < 0.5 ? n : Math.max(0, n - 1)) : undefined
    const answer = await post(address, visitor, n)
    await again
    if (answer === undefined || answer >= 300) {
      visitor.unanswered += 1
      return answer
    }
    visitor.acknowledged += 1
    onAcknowledged?.()
  }
}

/** Numbers that look like chance and are the same each time: mulberry32. */
export function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
