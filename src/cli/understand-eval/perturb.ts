/** @module Spoils messages as hurried thumbs and young people do: typing errors and slang, the same each time for a seed. */

/** A seeded source of numbers in 0..1 (mulberry32). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One typing error for so many characters, as in the public measurements this is compared with. */
const CHARS_A_TYPO = 8
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

function neighbour(letter: string, random: () => number): string {
  const row = ROWS.find((keys) => keys.includes(letter))
  if (!row) return letter
  const at = row.indexOf(letter)
  const beside = [row[at - 1], row[at + 1]].filter((key) => key !== undefined)
  return beside[Math.floor(random() * beside.length)] ?? letter
}

/** Swaps, drops, doubles or misses letters; digits, spaces and emoji stay. */
export function withTypos(text: string, random: () => number): string {
  const chars = [...text]
  const count = Math.max(1, Math.round(chars.length / CHARS_A_TYPO))
  for (let n = 0; n < count; n++) {
    const places = chars.flatMap((char, at) => (/^\p{L}$/u.test(char) ? [at] : []))
    const at = places[Math.floor(random() * places.length)]
    if (at === undefined || places.length < 3) break
    const char = chars[at] ?? ''
    const next = chars[at + 1]
    const kind = Math.floor(random() * 4)
    if (kind === 0 && next !== undefined && /^\p{L}$/u.test(next)) {
      chars[at] = next
      chars[at + 1] = char
    } else if (kind === 1) chars.splice(at, 1)
    else if (kind === 2) chars.splice(at, 0, char)
    else chars[at] = neighbour(char.toLowerCase(), random)
  }
  return chars.join('')
}

/** Standard word -> what is written for it, each as likely as it is in the list. */
export type Slang = ReadonlyMap<string, readonly string[]>

/**
 * Slang read off pairs of an informal and a formal sentence with as many words: real people's, and not our lexicon,
 * which would be measured against itself.
 */
export function slangOf(pairs: readonly (readonly [informal: string, formal: string])[]): Slang {
  const slang = new Map<string, string[]>()
  for (const [informal, formal] of pairs) {
    const from = formal.toLowerCase().split(' ')
    const to = informal.toLowerCase().split(' ')
    if (from.length !== to.length) continue
    from.forEach((word, at) => {
      const other = to[at] ?? ''
      if (word === other || !/^[a-z]{3,}$/.test(word) || !/^[a-z0-9]+$/.test(other)) return
      // What the data masked ("xxxnumberxxx") nobody writes.
      if (other.startsWith('xxx')) return
      slang.set(word, [...(slang.get(word) ?? []), other])
    })
  }
  // Seen once is as often a slip of the alignment as a habit.
  for (const [word, forms] of slang) {
    const habits = forms.filter((form) => forms.indexOf(form) !== forms.lastIndexOf(form))
    if (habits.length === 0) slang.delete(word)
    else slang.set(word, habits)
  }
  return slang
}

/** What everybody writes, for where no pairs are at hand. */
export const COMMON_SLANG: Slang = new Map(
  (
    'saya:sy,aq,gw tidak:ga,gak,g,tdk yang:yg dengan:dgn,sm sudah:udh,udah,dah belum:blm,blom bagaimana:gmn,gimana ' +
    'kenapa:knp apa:ap kalau:klo,kalo bisa:bs untuk:utk,buat dari:dr karena:krn,gara2 sama:sm juga:jg saja:aja,aj ' +
    'banyak:byk orang:org tolong:tlg bapak:bpk,pk ibu:bu berapa:brp dimana:dmn mau:mo,pgn dapat:dpt daftar:dftr ' +
    'kerja:krj rumah:rmh sakit:skt jadi:jd lagi:lg sekarang:skrg kemarin:kmrn nanti:ntr bayar:byr data:dt nomor:no ' +
    'telepon:tlp terima:trima kasih:ksh jalan:jln tanggal:tgl bulan:bln tahun:thn orang:org habis:abis hari:hr ' +
    'cepat:cpt kasih:ksih tanya:nanya,tny punya:pny masih:msh sampai:smp,ampe benar:bnr,bener terus:trs tapi:tp begitu:gtu'
  )
    .split(' ')
    .map((row) => {
      const [word = '', forms = ''] = row.split(':')
      return [word, forms.split(',')]
    }),
)

// The share of inner vowels that goes in a word no list knows: "kelurahan" -> "klurahn".
const SHARE_SHORTENED = 0.15

/** Slang for every word that has some, and now and then a word without its vowels. */
export function withSlang(text: string, slang: Slang, random: () => number): string {
  return text
    .split(' ')
    .map((word) => {
      const forms = slang.get(word.toLowerCase()) ?? COMMON_SLANG.get(word.toLowerCase())
      if (forms) return forms[Math.floor(random() * forms.length)] ?? word
      if (!/^\p{L}{5,}$/u.test(word) || random() >= SHARE_SHORTENED) return word
      return word[0] + word.slice(1, -1).replace(/[aeiou]/g, '') + word.slice(-1)
    })
    .join(' ')
}
