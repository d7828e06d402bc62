/** @module Reads what somebody works as. */

import type { Utterance } from '../utterance.ts'

// In order: "dirumahkan dari pabrik" has no work, "karyawan toko" is an employee, "jualan sambil ngojek" is the first told.
const NONE: [string, RegExp][] = [
  [
    'none',
    /\b(?:menganggur|tidak (?:kerja|bekerja|punya (?:kerja|pekerjaan))|belum (?:kerja|bekerja|dapat kerja)|di-phk|cari kerja|habis kontrak|unemployed|no work|jobless)\b/,
  ],
  ['student', /\b(?:pelajar|mahasiswa|masih (?:sekolah|kuliah)|student)\b/],
]
const EMPLOYED: [string, RegExp][] = [
  [
    'employee',
    /\b(?:karyawan|pegawai|buruh pabrik|kerja di (?:pt|pabrik|perusahaan|kantor|toko|mall|hotel|restoran|rumah sakit|cv)|punya (?:bos|majikan|atasan)|digaji|gajian|pns|asn|satpam|security|outsourcing|kontrak di|employee|company|pt [a-z]+)\b/,
  ],
  ['honorary', /\b(?:honorer|guru honorer|thl|tkk)\b/],
]
const OWN_ACCOUNT: [string, RegExp][] = [
  ['ride_hailing', /\b(?:driver ojek|driver|gojek|grab|gocar|maxim|ojek online|ojol)\b/],
  ['ojek', /\b(?:ojek|opang|ojeg|mengojek)\b/],
  ['public_driver', /\b(?:sopir|supir|angkot|koasi|mengemudi|kernet|kenek|taksi|bajaj)\b/],
  ['courier', /\b(?:kurir|antar paket|courier)\b/],
  ['waste_picker', /\b(?:pemulung|memulung|rongsok|barang bekas|tpst)\b/],
  ['domestic_worker', /\b(?:asisten rumah tangga|pembantu|baby ?sitter|momong|kerja di rumah orang|art)\b/],
  ['laundry', /\b(?:buruh cuci|cuci gosok|laundry|setrika)\b/],
  ['parking', /\b(?:juru parkir|parkir)\b/],
  ['becak', /\b(?:becak|bentor)\b/],
  ['construction', /\b(?:buruh bangunan|bangunan|proyek|tukang (?:cat|kayu|las|ledeng|listrik)|kuli)\b/],
  ['porter', /\b(?:buruh angkut|bongkar muat|panggul|porter|buruh pasar)\b/],
  ['religious', /\b(?:guru mengaji|ustadz?|marbut|merbot|marbot)\b/],
  [
    'street_vendor',
    /\b(?:pedagang|dagang|jual|jualan|berjualan|asongan|keliling|tukang (?:sayur|bakso|cilok|gorengan|bubur|es|siomay|sate|nasi)|kaki lima|vendor|sell)\b/,
  ],
  [
    'small_business',
    /\b(?:warung|usaha|umkm|toko|online shop|kelontong|konter|bengkel|salon|jahit|penjahit|katering)\b/,
  ],
  ['farmer', /\b(?:petani|buruh tani|tani|kebun|ternak)\b/],
  ['fisher', /\b(?:nelayan|tambak)\b/],
  [
    'odd_jobs',
    /\b(?:pekerja serabutan|serabutan|freelance|borongan|harian lepas|buruh harian|kerja sendiri|mandiri|self-employed)\b/,
  ],
]
const HOUSEHOLD: [string, RegExp][] = [['household', /\b(?:ibu rumah tangga|irt|mengurus rumah|housewife)\b/]]
const ALL = [...NONE, ...OWN_ACCOUNT.slice(0, 5), ...EMPLOYED, ...OWN_ACCOUNT.slice(5), ...HOUSEHOLD]

/** A key of the kind of work ("ride_hailing", "employee", "none" …), or undefined. A denied one does not count. */
export function parseOccupation(utterance: Utterance): string | undefined {
  const text = utterance.normal.replace(
    /\b(?:bukan|not|mantan|bekas) (?:lagi )?[a-z]+( pabrik| bangunan)?/g,
    ' ',
  )
  return ALL.find(([, pattern]) => pattern.test(text))?.[0]
}

/** The side of work law an occupation stands on; somebody at home without trade has no work. */
export function workGroup(occupation: string): 'own_account' | 'employee' | 'no_work' {
  if (['none', 'student', 'household'].includes(occupation)) return 'no_work'
  return EMPLOYED.some(([key]) => key === occupation) ? 'employee' : 'own_account'
}
