/** @module What is made of the cells of a list: headers, dates, numbers, places, phones. Tables of all forms, through the import itself. */

import { afterEach, describe, expect, it } from 'vitest'
import { type TestCell, xlsx } from '../../sheets/xlsx-file.ts'
import { nikOf, rosterWorld } from './world.ts'

const worlds: ReturnType<typeof rosterWorld>[] = []
afterEach(() => {
  for (const world of worlds.splice(0)) world.close()
})

/** Hands a list of one row in, takes it, and opens it; with what was found wrong. */
async function one(
  columns: Record<string, TestCell>,
  given: Parameters<typeof rosterWorld>[0] = {},
  isDate1904 = false,
) {
  const world = rosterWorld(given)
  worlds.push(world)
  const cells = { nik: nikOf(1), nama: 'Ani Contoh', ...columns }
  const view = await world.checked(xlsx([Object.keys(cells), Object.values(cells)], { isDate1904 }))
  const faults = (await world.roster().faults(view.id, { after: 0, limit: 50 })).map(({ code, mask }) => [
    code,
    mask,
  ])
  const roster = world.roster()
  await roster.apply(view.id, 'ani', true)
  const record = view.good === 1 ? await roster.reveal(`${view.id}.2`) : undefined
  return { view, faults, record, codes: faults.map(([code]) => code) }
}

describe('a date', () => {
  it.each<[string, TestCell, string]>([
    ['ISO', '1990-08-17', '1990-08-17'],
    ['ISO with slashes', '1990/8/17', '1990-08-17'],
    ['ISO with a time', '1990-08-17T00:00:00.000Z', '1990-08-17'],
    ['of a database', '1990-08-17 00:00:00', '1990-08-17'],
    ['day first with dashes', '17-08-1990', '1990-08-17'],
    ['day first with slashes', '7/8/1990', '1990-08-07'],
    ['day first with dots', '17.08.1990', '1990-08-17'],
    ['day first that could be month first', '03/04/1990', '1990-04-03'],
    ['day first, two digits of the year', '17/08/90', '1990-08-17'],
    ['two digits that cannot lie ahead', '17/08/45', '1945-08-17'],
    ['with the month in Indonesian', '17 Agustus 1990', '1990-08-17'],
    ['with the month short', '17 Agt 1990', '1990-08-17'],
    ['as Excel shows it', '17-Aug-90', '1990-08-17'],
    ['with the weekday', 'Jumat, 17 Agustus 1990', '1990-08-17'],
    ['eight digits, day first', '17081990', '1990-08-17'],
    ['eight digits, year first', '19900817', '1990-08-17'],
    ['an Excel serial', 33102, '1990-08-17'],
    ['an Excel serial with a time', 33102.75, '1990-08-17'],
    ['an Excel serial as text', '33102', '1990-08-17'],
    ['the first day Excel knows', 1, '1900-01-01'],
    ['the day before the leap day that never was', 59, '1900-02-28'],
    ['the day after it', 61, '1900-03-01'],
    ['the end of February in a leap year', '29/02/2000', '2000-02-29'],
  ])('%s is read', async (_label, cell, day) => {
    expect((await one({ 'Tanggal Lahir': cell })).record?.tgl_lahir).toBe(day)
  })

  it('counts from 1904 in a file that says so', async () => {
    expect((await one({ tgl_lahir: 33102 - 1462 }, {}, true)).record?.tgl_lahir).toBe('1990-08-17')
  })

  it('of cover is of this century', async () => {
    const { record } = await one({ TMT: '01/01/26', 's/d': '31/12/45' })
    expect([record?.mulai, record?.sampai]).toEqual(['2026-01-01', '2045-12-31'])
  })

  it.each<[string, TestCell, string]>([
    ['month first', '04/25/1990', 'date_month_first'],
    ['a day that is none', '31/02/1990', 'date_unreadable'],
    ['29 February without a leap year', '29/02/1999', 'date_unreadable'],
    ['the leap day that never was', 60, 'date_unreadable'],
    ['words', 'lupa', 'date_unreadable'],
    ['a year of five digits', '17/08/19900', 'date_unreadable'],
    ['a serial beyond all lists', '99999', 'date_unreadable'],
    ['tomorrow', '26/11/2026', 'born_future'],
    ['the error of a formula', '#N/A', 'formula_error'],
    ['a text made to hang a parser', `${'1-'.repeat(900)}x`, 'date_unreadable'],
  ])('that is %s is left out, and the row stays', async (_label, cell, code) => {
    const { codes, record } = await one({ tgl_lahir: cell })
    expect([codes, record?.tgl_lahir, record?.nama]).toEqual([[code], undefined, 'Ani Contoh'])
  })

  it('at the end of cover before its start leaves both out', async () => {
    const { codes, record } = await one({ mulai: '31/12/2026', sampai: '01/01/2026' })
    expect([codes, record?.mulai, record?.sampai]).toEqual([['dates_reversed'], undefined, undefined])
  })
})

describe('a NIK', () => {
  const nik = nikOf(1)
  it.each<[string, TestCell]>([
    ['plain', nik],
    ['with spaces', nik.replace(/(\d{4})/g, '$1 ')],
    ['with dots', nik.replace(/(\d{4})(?=\d)/g, '$1.')],
    ['behind an apostrophe', `'${nik}`],
    ['with the decimals of another program', `${nik}.0`],
    ['with a sign nobody sees', `\u200B${nik}`],
  ])('%s is read', async (_label, cell) => {
    expect((await one({ nik: cell })).record?.nik ?? 'no').toBe(nik)
  })

  it.each<[string, TestCell, string, string]>([
    ['turned into 3.27E+15', '9.97501E+15', 'nik_exponent', '9.•••••E+15'],
    ['turned into 3,27E+15', '9,97E+15', 'nik_exponent', '9,••E+15'],
    ['rounded by a spreadsheet', { raw: '3275001708900000' }, 'nik_rounded', '3275••••••••••••'],
    [
      'that a spreadsheet cannot hold',
      { raw: '9.975001708900001E15' },
      'nik_rounded',
      '9.•••••••••••••••E15',
    ],
    ['of 15 digits', '997500170890001', 'nik_length', '9975•••••••••••'],
    ['with letters', '99750017O8900001', 'nik_not_digits', '9975••••••••••••'],
    ['with a birth date that is none', '9975003213900001', 'nik_date', '9975••••••••••••'],
    ['of nobody', '9975001708900000', 'nik_zero', '9975••••••••••••'],
    ['that is missing', '', 'nik_missing', ''],
    ['written as nothing', '-', 'nik_missing', ''],
  ])('%s keeps the row out, by name and masked', async (_label, cell, code, mask) => {
    const { view, faults } = await one({ nik: cell })
    expect([view.rows, view.good, faults]).toEqual([1, 0, [[code, mask]]])
  })

  it('of serial 0000 is taken in a demo', async () => {
    expect((await one({ nik: '9975001708900000' }, { isDemo: true })).view.good).toBe(1)
  })
})

describe('the other columns', () => {
  it.each<[string, Record<string, TestCell>, Record<string, string>]>([
    ['RT and RW get their zeros back', { RT: 1, RW: '7' }, { rt: '001', rw: '007' }],
    ['a phone number without its zero', { HP: 81210000001 }, { no_hp: '+6281210000001' }],
    ['a phone number with everything', { 'No. Telp/HP': '+62 812-1000-0001' }, {}],
    ['a phone number of two', { wa: '0812 1000 0001 / 0813 1000 0002' }, { no_hp: '+6281210000001' }],
    ['a phone number with the country', { Handphone: '6281210000001' }, { no_hp: '+6281210000001' }],
    ['a KPJ without its zero', { KPJ: 1234567890 }, { no_kpj: '01234567890' }],
    ['a man', { 'Jenis Kelamin': 'Laki-Laki' }, { jk: 'L' }],
    [
      'a kelurahan with its title',
      { Kel: 'Kel. Marga Hayu', kec: 'Kec. Bekasi Timur' },
      { kelurahan: 'Kel. Marga Hayu' },
    ],
    ['a formula as text', { nama: '=HYPERLINK("x")' }, { nama: '=HYPERLINK("x")' }],
  ])('%s', async (_label, cells, expected) => {
    expect((await one(cells)).record).toMatchObject(expected)
  })

  it.each<[string, Record<string, TestCell>, string[]]>([
    ['a phone number as 8.12E+10', { hp: '8.12E+10' }, ['number_exponent']],
    ['a phone number that is none', { hp: 'tidak punya' }, ['phone_unreadable']],
    ['a KK that is a woman’s NIK', { kk: nikOf(2, '57') }, ['kk_shape']],
    ['a KK as 3.27E+15', { 'Nomor KK': '3,27E+15' }, ['number_exponent']],
    ['a sex that is none', { jk: 'x' }, ['sex_unreadable']],
    ['a sex the NIK tells otherwise', { jk: 'P' }, ['sex_differs']],
    ['a birth date the NIK tells otherwise', { tgl_lahir: '18-08-1990' }, ['born_differs']],
    ['a place outside the city', { kecamatan: 'Cibitung' }, ['district_unknown']],
    ['a kelurahan nobody knows', { kelurahan: 'Xyz', kecamatan: 'Bekasi Timur' }, ['village_unknown']],
    [
      'a kelurahan of another kecamatan',
      { kelurahan: 'Kranji', kecamatan: 'Bekasi Timur' },
      ['place_differs'],
    ],
    ['a text without end', { alamat: 'x'.repeat(1_500) }, ['too_long']],
  ])('%s is left out or named, and the row stays', async (_label, cells, codes) => {
    const found = await one(cells)
    expect([found.view.good, found.codes]).toEqual([1, codes])
  })

  it('places people by kelurahan and kecamatan', async () => {
    const { view } = await one({ kelurahan: 'MARGAHAYU' })
    expect(view.districts).toEqual([{ code: '327501', count: 1 }])
  })
})

describe('the header', () => {
  it('is found below titles, with columns in any order, and names what is left out', async () => {
    const world = rosterWorld()
    worlds.push(world)
    const view = await world.checked(
      xlsx(
        [
          ['DAFTAR PESERTA SIGAP TAHUN 2026'],
          [],
          ['No', 'Nama Peserta', 'Nomor Induk Kependudukan', 'Desil DTSEN', 'L/P', 'Nama', 'Keterangan'],
          [1, 'Ani Contoh', nikOf(1), 2, 'L', 'Lain', 'ya'],
        ],
        { sheets: ['Data', 'Rekap'] },
      ),
    )
    expect(view.columns).toEqual([
      { title: 'No', left: 'unknown' },
      { title: 'Nama Peserta', column: 'nama' },
      { title: 'Nomor Induk Kependudukan', column: 'nik' },
      { title: 'Desil DTSEN', left: 'decile' },
      { title: 'L/P', column: 'jk' },
      { title: 'Nama', left: 'twice' },
      { title: 'Keterangan', left: 'unknown' },
    ])
    expect([view.good, view.sheet, view.otherSheets]).toEqual([1, 'Data', ['Rekap']])
  })

  it('that lacks what is needed is told by the names of the columns', async () => {
    const world = rosterWorld()
    worlds.push(world)
    expect(await world.checked('Nama;Alamat\nAni;Jl. Satu\n')).toMatchObject({
      state: 'failed',
      fault: 'no_header',
      lacks: ['nik'],
    })
  })
})

describe('offices and hospitals', () => {
  const head = 'Nama Kantor;Alamat;Kecamatan;Telepon;Jam Layanan;Sumber;Diperiksa'
  it.each<[string, string, Record<string, string>]>([
    ['Senin-Jumat 08.00-16.00', 'a range', { senin: '08:00-16:00', jumat: '08:00-16:00' }],
    [
      'Senin s/d Kamis 8-15, Jumat 8:30 - 15:30 WIB',
      'two parts',
      { kamis: '08:00-15:00', jumat: '08:30-15:30' },
    ],
    ['24 jam', 'always', { minggu: '00:00-24:00' }],
    ['Setiap hari: 07.00-21.00', 'every day', { minggu: '07:00-21:00' }],
  ])('%s is %s', async (hours, _label, expected) => {
    const world = rosterWorld()
    worlds.push(world)
    const file = `${head}\nKantor Contoh;Jl. Satu;Bekasi Timur;175;"${hours}";https://contoh.example;24/11/2026\n`
    const view = await world.checked(file, 'offices')
    const [place] = await world.roster().places(view.id, { after: 0, limit: 10 })
    expect(view.faults).toEqual([])
    expect(place).toMatchObject({
      name: 'Kantor Contoh',
      districtCode: '327501',
      phone: '175',
      checkedOn: '2026-11-24',
    })
    expect(place?.hours).toMatchObject(expected)
  })

  it('may have a column a day, and the same place twice is taken once', async () => {
    const world = rosterWorld()
    worlds.push(world)
    const row = 'RS Contoh;Jl. Dua 2;021-8800000;08.00-16.00;tutup;x'
    const view = await world.checked(`Nama RS;Alamat;Telp;Senin;Minggu;Sumber\n${row}\n${row}\n`, 'hospitals')
    const found = await world.roster().places(view.id, { after: 0, limit: 10 })
    expect(found.map(({ hours, phone }) => ({ hours, phone }))).toEqual([
      { hours: { senin: '08:00-16:00' }, phone: '+62218800000' },
    ])
    expect(view.faults).toEqual([{ code: 'place_twice', count: 1 }])
  })
})
