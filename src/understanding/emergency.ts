/** @module Rules before the model: is somebody in danger now, was there an accident, did somebody die. */

import { isDeathGeneral, PATTERNS } from './emergency-words.ts'

/** `no` is a finding too: the words look like danger but tell of the past, ask in general or mean something else. */
export type Danger = 'yes' | 'no' | 'unknown'

const IF = /\b(?:kalau|jika|misal(?:nya)?|apabila|seandainya|seumpama|if)\b/

function judge(text: string): Danger {
  const { acute, accident, now, call, past, general, elsewhere, still } = PATTERNS
  const seen = acute.test(text) || accident.test(text)
  const called = call.test(text)
  const goesOn = still.test(text)
  if (elsewhere.test(text) && !/\btolong cepat\b|\bkirim ambulans\b/.test(text)) return 'no'
  if (general.test(text) && !(goesOn && !IF.test(text)))
    return called && acute.test(text) && !IF.test(text) && !/\bnomor\b/.test(text) ? 'yes' : 'no'
  if (past.test(text) && !goesOn && !called) return seen ? 'no' : 'unknown'
  if (called || acute.test(text)) return 'yes'
  return accident.test(text) && now.test(text) ? 'yes' : 'unknown'
}

/**
 * Danger now, by the normal form and by what was written. "Tadi pagi jatuh, masih pingsan" is danger, "jatuh minggu
 * lalu" and "kalau pingsan ditanggung?" are not.
 */
export function findDanger(normal: string, plain: string): Danger {
  const first = judge(normal)
  if (first !== 'unknown' || plain === normal) return first
  return judge(plain)
}

/** News of an accident or injury; general questions are not, and neither is "jatuh tempo". */
export function tellsAccident(normal: string): boolean {
  const { acute, accident, general, elsewhere, happened } = PATTERNS
  if (elsewhere.test(normal)) return false
  if (!accident.test(normal) && !acute.test(normal)) return false
  return !general.test(normal) || (happened.test(normal) && !IF.test(normal))
}

/** News that somebody died; "kalau meninggal dapat apa" is a question. */
export function tellsDeath(normal: string): boolean {
  return PATTERNS.death.test(normal) && !isDeathGeneral(normal)
}
