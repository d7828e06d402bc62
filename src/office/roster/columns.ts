/** @module Which column of a file is which, by the names that Indonesian lists give them. Pure. */

import { COLUMNS, type Column, DAYS, type Day, type FoundColumn, type ListId } from '../../core/roster.ts'
import type { SheetRow } from '../../core/sheet.ts'

/** Without these a row says nothing. */
const NEEDED: Record<ListId, readonly Column[]> = {
  people: ['nik', 'nama'],
  offices: ['nama', 'alamat'],
  hospitals: ['nama', 'alamat'],
}

/** How else a column is called; spaces, dots and capitals do not count. */
const NAMES: Record<Column, string> = {
  nik: 'nik|no nik|nomor nik|nomor induk kependudukan|no induk kependudukan|no ktp|nomor ktp|ktp|nik peserta|nik ktp|no identitas|nomor identitas',
  no_kk: 'no kk|nomor kk|kk|nokk|nkk|nomor kartu keluarga|no kartu keluarga|kartu keluarga',
  nama: 'nama|nama lengkap|nama peserta|nama pekerja|nama sesuai ktp|nama tenaga kerja|name|nama kantor|nama rumah sakit|nama rs|rumah sakit|kantor|nama faskes|faskes',
  jk: 'jk|l p|lp|p l|jenis kelamin|kelamin|gender|sex|jns kelamin|jenkel',
  tgl_lahir: 'tgl lahir|tanggal lahir|tgl lhr|ttl|lahir|birth date|date of birth|tanggallahir',
  alamat: 'alamat|alamat lengkap|alamat rumah|alamat domisili|alamat ktp|alamat tinggal|jalan|address',
  rt: 'rt|no rt',
  rw: 'rw|no rw',
  kelurahan: 'kelurahan|kel|desa|kelurahan desa|desa kelurahan|kel desa|nama kelurahan|kelurahan domisili',
  kecamatan: 'kecamatan|kec|nama kecamatan|kecamatan domisili',
  pekerjaan: 'pekerjaan|jenis pekerjaan|profesi|pekerjaan utama|jabatan|bidang usaha|job',
  no_hp:
    'no hp|hp|nomor hp|handphone|no handphone|nomor handphone|telepon|telp|no telp|no telepon|nomor telepon|tlp|no tlp|wa|no wa|nomor wa|whatsapp|no whatsapp|nomor whatsapp|phone|ponsel|no ponsel|kontak',
  no_kpj:
    'no kpj|kpj|nomor kpj|nomor peserta|no peserta|nomor kepesertaan|no kepesertaan|nomor kartu peserta|no kartu peserta|nomor bpjs ketenagakerjaan|no bpjs tk|no bpjstk|no bpjs ketenagakerjaan|no jamsostek',
  mulai:
    'mulai|tgl mulai|tanggal mulai|tmt|tmt kepesertaan|mulai perlindungan|awal perlindungan|tgl awal|tanggal awal|periode awal|mulai kepesertaan|tgl mulai perlindungan|tanggal mulai perlindungan|masa berlaku awal|berlaku mulai|tgl kepesertaan|tanggal kepesertaan',
  sampai:
    'sampai|tgl sampai|tanggal sampai|s d|sd|sampai dengan|akhir|tgl akhir|tanggal akhir|akhir perlindungan|periode akhir|berakhir|tgl berakhir|tanggal berakhir|tanggal akhir perlindungan|masa berlaku akhir|berlaku sampai|tgl selesai|tanggal selesai',
  telepon:
    'telepon|telp|no telp|no telepon|nomor telepon|tlp|no tlp|phone|kontak|hp|no hp|whatsapp|wa|call center|hotline',
  jam: 'jam|jam buka|jam layanan|jam pelayanan|jam operasional|jam kerja|jadwal|jadwal layanan|waktu layanan|waktu pelayanan|opening hours',
  sumber: 'sumber|sumber data|source|tautan|link|dasar',
  diperiksa:
    'diperiksa|tgl diperiksa|tanggal diperiksa|dicek|tgl cek|tanggal cek|per tanggal|checked on|tgl periksa|diperbarui',
}

const DAY_NAMES: Record<Day, string> = {
  senin: 'senin|sen|monday',
  selasa: 'selasa|sel|tuesday',
  rabu: 'rabu|rab|wednesday',
  kamis: 'kamis|kam|thursday',
  jumat: 'jumat|jum at|jum|friday',
  sabtu: 'sabtu|sab|saturday',
  minggu: 'minggu|ahad|min|sunday',
}

/** How poor somebody is held to be has no place here, whatever the column is called. */
const DECILE = /desil|decile|kesejahteraan|kemiskinan|peringkatdtsen/

const TITLE_CHARS = 60

const plain = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\(.*?\)/g, '')
    .replace(/[^a-z0-9]/g, '')

const MEANINGS: Record<ListId, ReadonlyMap<string, Column | Day>> = {
  people: meaningsOf('people'),
  offices: meaningsOf('offices'),
  hospitals: meaningsOf('hospitals'),
}

function meaningsOf(list: ListId): Map<string, Column | Day> {
  const entries: [string, Column | Day][] = []
  const add = (names: string, column: Column | Day) => {
    for (const name of [column, ...names.split('|')]) entries.push([plain(name), column])
  }
  for (const column of COLUMNS[list]) add(NAMES[column], column)
  if (list !== 'people') for (const day of DAYS) add(DAY_NAMES[day], day)
  return new Map(entries)
}

/** `at` says at which place of a row each column stands. */
export type Header = { row: number; columns: FoundColumn[]; at: ReadonlyMap<Column | Day, number> }

/** What a row says if it is the header. A column that stands there twice counts where it stands first. */
export function readHeader(list: ListId, { row, cells }: SheetRow): Header {
  const at = new Map<Column | Day, number>()
  const columns: FoundColumn[] = []
  for (const [index, { text }] of cells.entries()) {
    const name = plain(text)
    const title = text.trim().slice(0, TITLE_CHARS)
    const column = MEANINGS[list].get(name)
    if (DECILE.test(name)) columns.push({ title, left: 'decile' })
    else if (column === undefined) {
      if (title !== '') columns.push({ title, left: 'unknown' })
    } else if (at.has(column)) columns.push({ title, left: 'twice' })
    else {
      at.set(column, index)
      columns.push({ title, column })
    }
  }
  return { row, columns, at }
}

/** Columns that must be there and are not. */
export function lacksOf(list: ListId, header: Pick<Header, 'at'>): Column[] {
  return NEEDED[list].filter((column) => !header.at.has(column))
}
