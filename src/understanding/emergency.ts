/** @module Rules before the model: is somebody in danger now, was there an accident, did somebody die. */

import { isDeathGeneral, PATTERNS } from './emergency-words.ts'

/** `no` is a finding too: the words look like danger but tell of the past, ask in general or mean something else. */
export type Danger = 'yes' | 'no' | 'unknown'

/** A woman with child and somebody's age count months and years; neither is how long ago it was. */
const AGE =
  /\b(?:hamil|mengandung|umur(?:nya)?|usia(?:nya)?|umurnya)\b(?: \S+){0,2}? (?:bulan|bln|tahun|thn|hari|minggu)\b/g
/** "Cepat" to a clerk: what is to be fast is paper. */
const CLERK =
  /\btolong (?:cepat|segera|buruan)\b(?: \S+){0,2} (?:cek|dicek|periksa|diperiksa|jawab|dijawab|balas|dibalas|proses|diproses|urus|diurus|respon|kirim(?:kan)? (?:nomor|kode|link)|daftar(?:kan)?|data|nik|status|perbaiki)\b/

const IF = /\b(?:kalau|jika|misal(?:nya)?|apabila|seandainya|seumpama|if)\b/

function judge(said: string): Danger {
  const text = said.replace(AGE, ' ').replace(CLERK, ' ')
  const { acute, accident, now, call, past, general, elsewhere, still } = PATTERNS
  const seen = acute.test(text) || accident.test(text)
  const called = call.test(text)
  const goesOn = still.test(text)
  if (elsewhere.test(text) && !/\btolong cepat\b|\bkirim ambulans\b/.test(text))
    return isBloody(text) ? 'yes' : 'no'
  if (general.test(text) && !(goesOn && !IF.test(text)))
    return called && acute.test(text) && !IF.test(text) && !/\bnomor\b/.test(text) ? 'yes' : 'no'
  if (past.test(text) && !goesOn && !called) return seen ? 'no' : 'unknown'
  if (called || acute.test(text)) return 'yes'
  return accident.test(text) && now.test(text) ? 'yes' : 'unknown'
}

/** Who asks for the number of an ambulance beside somebody who bleeds needs it. */
function isBloody(text: string): boolean {
  const { acute, accident, now, past } = PATTERNS
  return (
    /\bnomor (?:darurat|ambulans)\b/.test(text) &&
    acute.test(text) &&
    accident.test(text) &&
    now.test(text) &&
    !past.test(text) &&
    !IF.test(text)
  )
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
