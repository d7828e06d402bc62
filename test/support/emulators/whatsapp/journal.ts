/** @module What happened at the emulator, in order: a judge reads it afterwards. Only grows. */

export type Message = Readonly<Record<string, unknown>>

export type Entry = { n: number; at: number } & (
  | { kind: 'request'; method: string; path: string; to?: string; outboxId?: string; hasToken: boolean }
  | { kind: 'accepted'; to: string; outboxId?: string; wamid: string; message: Message }
  | { kind: 'refused'; http: number; code?: number; to?: string; outboxId?: string; details?: string }
  | { kind: 'fault'; fault: string; to?: string; outboxId?: string }
  /** A send inside a time in which there was to be silence. */
  | { kind: 'violation'; scope: string; earlyMs: number }
  | { kind: 'inbound'; from: string; wamid: string }
  /** A webhook as it was answered; 0 when nobody answered. */
  | { kind: 'delivery'; events: number; http: number; tries: number; wamids?: string[] }
)

type Told<T> = T extends Entry ? Omit<T, 'n' | 'at'> : never

export type Journal = {
  tell(entry: Told<Entry>): void
  entries(): readonly Entry[]
  /** How often each outbox id was taken: more than once is a message that people read twice. */
  accepted(): Record<string, number>
  violations(): number
  clear(): void
}

export function journalOf(now: () => number): Journal {
  let entries: Entry[] = []
  return {
    tell: (entry) => {
      entries.push({ n: entries.length, at: now(), ...entry })
    },
    entries: () => entries,
    accepted: () => {
      const counts: Record<string, number> = {}
      for (const entry of entries) {
        if (entry.kind === 'accepted' && entry.outboxId !== undefined)
          counts[entry.outboxId] = (counts[entry.outboxId] ?? 0) + 1
      }
      return counts
    },
    violations: () => entries.filter(({ kind }) => kind === 'violation').length,
    clear: () => {
      entries = []
    },
  }
}
