/** @module argon2id, the only home of its package: few at once, so that a flood of logins takes neither memory nor every core. */

import { hash, parseOptions, verify } from '@node-rs/argon2'

/**
 * 46 MiB, one pass, one lane: the least that appendix C of ASVS 5.0 approves for one pass
 * (https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x92-Appendix-C_Cryptography.md, read 2026-11-30), and after an excerpt of
 * OWASP's Password Storage Cheat Sheet, seen 2026-11-25, the first of the settings it holds equal.
 */
const COST = { memoryCost: 47_104, timeCost: 1, parallelism: 1 }
export const MAX_AT_ONCE = 2
export const MAX_WAITING = 20

export type Hasher = ReturnType<typeof makeHasher>

export function makeHasher() {
  const queue = makeQueue()
  let nobody: Promise<string> | undefined
  return {
    /** `busy` when too many wait: nothing was computed. */
    hash: (password: string): Promise<string | 'busy'> => queue(() => hash(plain(password), COST)),
    /** `known` undefined takes as long and is never right. */
    verify: (known: string | undefined | null, password: string): Promise<boolean | 'busy'> =>
      queue(async () => {
        // Made by whoever comes first, known or not.
        nobody ??= hash(crypto.randomUUID(), COST)
        const stranger = await nobody
        const isRight = await verify(known ?? stranger, plain(password))
        return isRight && known !== undefined && known !== null
      }),
    /** Made with other costs than today's. */
    isOld: (known: string): boolean => {
      const { memoryCost, timeCost, parallelism } = parseOptions(known)
      return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism
    },
  }
}

/** The same letters however a keyboard composes them (NIST SP 800-63B 3.1.1.2). */
function plain(password: string): string {
  return password.normalize('NFKC')
}

function makeQueue() {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T | 'busy'> => {
    if (running >= MAX_AT_ONCE) {
      if (waiting.length >= MAX_WAITING) return 'busy'
      // Whoever ends hands over the place: `running` stays as it is.
      await new Promise<void>((go) => waiting.push(go))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
