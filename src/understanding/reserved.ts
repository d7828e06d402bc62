/** @module Words that mean the same at every question, when the whole message is one of them. */

import type { Reserved } from './utterance.ts'

// Politeness and address that may stand around a reserved word.
const POLITE = new Set(
  (
    'bapak ibu kakak abang mas mbak admin tolong dong deh ya yah sih nih lah kok saja aja mau ingin minta coba ' +
    'bisa dulu kembali-lah halo permisi maaf mohon saya aku kak bang pak bu gan sis om tante ke please the to i want 🙏 neng aa teteh min sob bro'
  ).split(' '),
)

const PHRASES: [Reserved, string][] = [
  [
    'menu',
    'menu|menu utama|menu awal|kembali menu|balik menu|pilihan|daftar menu|lihat menu|tampilkan menu|halaman utama|main menu|/menu|/start|start|mulai',
  ],
  [
    'menu',
    'kembali menu utama|balik menu utama|mulai awal|dari awal|mulai dari awal|ulang dari awal|buka menu|home',
  ],
  [
    'cancel',
    'batal|batalkan|cancel|stop|berhenti|tidak jadi|enggak jadi|sudahi|hentikan|batal semua|tidak jadi deh|urung|/cancel|/stop|keluar|exit|quit',
  ],
  [
    'back',
    'kembali|balik|mundur|sebelumnya|back|langkah sebelumnya|pertanyaan sebelumnya|kembali sebelumnya|balik lagi|kembali tadi|/back|go back',
  ],
  [
    'repeat',
    'ulangi|ulang|ulangi lagi|sekali lagi|repeat|ulang lagi|bagaimana tadi|apa tadi|tadi apa|again|ulangi pertanyaan|ulangi pertanyaannya|pertanyaannya apa',
  ],
  [
    'staff',
    'petugas|operator|cs|customer service|bicara petugas|bicara dengan petugas|bicara sama petugas|bicara ke petugas|bicara sama orang|bicara langsung dengan petugas|bicara langsung petugas|sambungkan ke petugas|hubungkan ke petugas|petugas langsung|petugas asli|tanya petugas|telepon petugas|ngomong petugas|hubungkan petugas|hubungi petugas|orang|manusia|orang asli|staff|staf|agent|human|officer|panggil petugas|chat petugas|sambungkan petugas|hubungkan dengan petugas|bicara dengan orang|bicara orang|talk human|speak to human|talk officer|call center|admin manusia',
  ],
  [
    'help',
    'bingung|help|tidak mengerti|tidak paham|belum paham|belum mengerti|tidak tahu caranya|bagaimana caranya|bagaimana cara|maksudnya|maksudnya apa|apa maksudnya|maksud|help me|/help|panduan|petunjuk|saya bingung|kurang paham|kurang mengerti',
  ],
  ['aid_or_help', 'bantuan|butuh bantuan|perlu bantuan'],
  [
    'resume',
    'lanjut|lanjutkan|teruskan|lanjutin|continue|resume|lanjut lagi|terus|lanjut yang tadi|lanjutkan tadi|lanjut tadi',
  ],
  [
    'skip',
    'lewati|skip|lewat|lewatkan|nanti|nanti dulu|belum ada|lewati dulu|menyusul|nanti menyusul|kosongkan',
  ],
  [
    'clear_screen',
    'hapus layar|hapus layarnya|hapus layar ini|layar hapus|bersihkan layar|bersihkan layarnya|kosongkan layar|clear screen|clear the screen',
  ],
  [
    'clear_chat',
    'bersihkan|clear|hapus chat|hapus percakapan|sembunyikan|bersihkan percakapan|hapus obrolan|hapus chat ini',
  ],
  [
    'switch_language',
    'english|english please|bahasa inggris|in english|ganti bahasa|bahasa indonesia|indonesia|indonesian|speak english|switch language|change language|ubah bahasa',
  ],
]

const BY_PHRASE = new Map<string, Reserved>()
for (const [reserved, phrases] of PHRASES)
  for (const phrase of phrases.split('|')) BY_PHRASE.set(phrase, reserved)

/** A word of half the sentences people type in pieces; a wish only with another word beside it ("mau orang"). */
export const LONE_PERSON = 'orang'

const MAX_WORDS = 9

/** The reserved word that the whole message is, by its normal or its written form. "?" alone asks for help. */
export function findReserved(raw: string, normal: string, plain: string): Reserved | undefined {
  const bare = raw.trim()
  if (normal === LONE_PERSON) return undefined
  if (/^\?+$/.test(bare)) return 'help'
  const direct = BY_PHRASE.get(bare.toLowerCase())
  if (direct) return direct
  for (const text of [normal, plain]) {
    const words = text.split(' ').filter((word) => word !== '')
    if (words.length === 0 || words.length > MAX_WORDS) continue
    const whole = BY_PHRASE.get(words.join(' '))
    if (whole) return whole
    const kept = words.filter((word) => !POLITE.has(word))
    const found = BY_PHRASE.get(kept.join(' '))
    if (found && (found !== 'skip' || kept.length === words.length || words.length <= 3)) return found
  }
  return undefined
}
