/** @module One resident of the crowd: writes, waits for an answer, writes on. Knows no platform. */

/** Texts of one step are written one right after the other, before any answer. */
const SCRIPTS: readonly (readonly (readonly string[])[])[] = [
  [['halo'], ['apa itu sigap?'], ['berapa iurannya', 'terus dapat apa aja'], ['di mana kantornya'], ['menu']],
  [['bang mau cek sigap'], ['bekasi timur'], ['30'], ['ojek'], ['gak tau desil saya'], ['menu']],
  [
    ['lapor kecelakaan'],
    ['saya sendiri'],
    ['kemarin sore', 'di jalan ahmad yani'],
    ['batal'],
    ['makasih ya'],
  ],
  [
    ['desil saya salah gmn benerin'],
    ['sudah'],
    ['belum'],
    ['syarat klaim apa aja', 'kalau meninggal dapat apa'],
  ],
]

/** What a platform lets a resident do and see. */
export type Phone = {
  /** All texts of one step; given in the order in which they are written. */
  write(texts: readonly string[]): void
  /** Messages from the service so far. */
  count(): number
}

export type Resident = {
  name: string
  /** What was written so far, in order. */
  written: string[]
  isDone: boolean
  /** Why the conversation stands still. */
  isStuck: boolean
  /** Looks at the phone; writes on when there is an answer. */
  look(now: number): void
}

/** People read until nothing more comes, and take a moment to type: every message has a second of its own. */
const READ_MS = 700
const TYPE_MS = 1_200
/** Longer than any fault of the network in this test may last. */
const PATIENCE_MS = 90_000

export function makeResident(name: string, nth: number, phone: Phone, patienceMs = PATIENCE_MS): Resident {
  const script = SCRIPTS[nth % SCRIPTS.length] ?? []
  let step = 0
  let before = 0
  let wroteAt = 0
  let readAt = 0
  let seen = 0
  const resident: Resident = {
    name,
    written: [],
    isDone: false,
    isStuck: false,
    look: (now) => {
      if (resident.isDone || resident.isStuck) return
      const count = phone.count()
      if (count !== seen) readAt = now
      seen = count
      if (step > 0 && count === before) {
        resident.isStuck = now - wroteAt > patienceMs
        return
      }
      const texts = script[step]
      if (now < readAt + READ_MS || now < wroteAt + TYPE_MS * (texts?.length ?? 0)) return
      if (texts === undefined) {
        resident.isDone = true
        return
      }
      step += 1
      before = count
      wroteAt = now
      resident.written.push(...texts)
      phone.write(texts)
    },
  }
  return resident
}
