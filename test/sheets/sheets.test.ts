/** @module Files of lists as offices really send them: letters, delimiters, quotes, spreadsheets; and files that mean harm. */

import { describe, expect, it } from 'vitest'
import { SheetFault } from '../../src/core/sheet.ts'
import { readAll, rowsOf } from './files.ts'
import { xlsx, zip } from './xlsx-file.ts'

const TABLE = [
  ['nik', 'nama', 'alamat'],
  ['9975010101900001', 'Renée Contoh', 'Jl. Melati 1; blok "A", RT 1'],
]
const csv = (delimiter: string, end = '\n') =>
  TABLE.map((row) => row.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(delimiter)).join(end)

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'))
const swapped = (bytes: Uint8Array) => Uint8Array.from(Buffer.from(bytes).swap16())

describe('a CSV file', () => {
  it.each([
    { label: 'semicolons', file: csv(';') },
    { label: 'commas', file: csv(',') },
    { label: 'tabs', file: csv('\t') },
    { label: 'bars', file: csv('|') },
    { label: 'lines of Windows', file: csv(';', '\r\n') },
    { label: 'lines of an old Mac', file: csv(';', '\r') },
    { label: 'the mark of UTF-8', file: `\u{FEFF}${csv(';')}` },
    { label: 'Windows-1252', file: latin1(csv(';')) },
    { label: 'UTF-16LE with its mark', file: utf16(`\u{FEFF}${csv('\t')}`) },
    { label: 'UTF-16LE without', file: utf16(csv('\t')) },
    { label: 'UTF-16BE with its mark', file: swapped(utf16(`\u{FEFF}${csv(',')}`)) },
  ])('is read with $label', async ({ file }) => {
    expect(await readAll(file)).toEqual(TABLE)
  })

  it('may say its delimiter in a first line that counts for nothing', async () => {
    const rows = await rowsOf(`sep=,\r\n${csv(',', '\r\n')}`)
    expect(rows.map(({ row, cells }) => [row, cells[0]?.text])).toEqual([
      [1, 'nik'],
      [2, '9975010101900001'],
    ])
  })

  it('keeps counting over empty rows and rows of several lines, as a spreadsheet does', async () => {
    const rows = await rowsOf('nik;nama\n\n1;"dua\nbaris"\n2;B')
    expect(rows.map(({ row, cells }) => [row, cells.at(-1)?.text])).toEqual([
      [1, 'nama'],
      [2, ''],
      [3, 'dua\nbaris'],
      [4, 'B'],
    ])
  })

  it('finds its letters even when the first é stands far below', async () => {
    const file = `nik;nama\n${'1;A\n'.repeat(40_000)}2;Renée\n`
    expect((await readAll(latin1(file))).at(-1)).toEqual(['2', 'Renée'])
    expect((await readAll(file)).at(-1)).toEqual(['2', 'Renée'])
  })

  it('with a quote that is never closed is refused by name, not held in memory', async () => {
    await expect(rowsOf(`nik;nama\n1;"A\n${'2;B\n'.repeat(200_000)}`)).rejects.toMatchObject({
      code: 'quotes',
    })
  })

  it('with more rows than any city has people is refused', async () => {
    await expect(rowsOf('1;A\n'.repeat(500_001))).rejects.toMatchObject({ code: 'too_many_rows' })
  })
})

describe('an XLSX file', () => {
  it('is read with shared and inline texts, numbers as they stand, and values of formulas as texts', async () => {
    const file = xlsx([
      ['nik', 'nama'],
      ['9975010101900001', { inline: 'Ani <Contoh>' }],
      [9975010101900002, { formula: 'HYPERLINK("http://127.0.0.1/")', value: '=1+1' }],
      [{ raw: '9.9750101019E+15' }, undefined, 45000.5],
    ])
    expect(await readAll(file)).toEqual([
      ['nik', 'nama'],
      ['9975010101900001', 'Ani <Contoh>'],
      [{ number: '9975010101900002' }, '=1+1'],
      [{ number: '9.9750101019E+15' }, '', { number: '45000.5' }],
    ])
  })

  it('may hold more texts than fit between two looks at the disk', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => [`teks ${n}`, `${'é'.repeat(40)}${n}`])
    expect(await readAll(xlsx(rows))).toEqual(rows)
  })

  it.each([
    {
      label: 'a picture',
      file: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
      code: 'not_a_table',
    },
    { label: 'a zip of something else', file: zip({ 'a.txt': 'a' }), code: 'not_a_table' },
    {
      label: 'an old or locked Excel file',
      file: Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      code: 'old_or_locked',
    },
    { label: 'nothing', file: '', code: 'no_file' },
    { label: 'half a zip', file: xlsx(TABLE).slice(0, 400), code: 'broken' },
  ])('that is $label is refused by name', async ({ file, code }) => {
    await expect(rowsOf(file)).rejects.toMatchObject({ name: 'SheetFault', code })
  })

  it('that unfolds to gigabytes is refused before it is unfolded', async () => {
    const parts = partsOf('<sheetData/>')
    const bomb = zip(parts, { 'xl/worksheets/sheet1.xml': 3 * 1024 ** 3 })
    await expect(rowsOf(bomb)).rejects.toMatchObject({ code: 'too_big' })
  })

  it('that unfolds to more than it said is cut off', async () => {
    const parts = partsOf(`<sheetData>${' '.repeat(50_000_000)}</sheetData>`)
    const bomb = zip(parts, { 'xl/worksheets/sheet1.xml': 1_000 })
    await expect(rowsOf(bomb)).rejects.toBeInstanceOf(SheetFault)
  })

  it('whose entities unfold into each other is refused', async () => {
    const evil = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`
    const parts = { ...partsOf(''), 'xl/worksheets/sheet1.xml': evil }
    await expect(rowsOf(zip(parts))).rejects.toMatchObject({ code: 'broken' })
  })

  it('with a cell of many megabytes keeps its start alone', async () => {
    const parts = partsOf(
      `<sheetData><row r="1"><c r="A1" t="str"><v>${'x'.repeat(20_000_000)}</v></c></row></sheetData>`,
    )
    const [[cell] = []] = await readAll(zip(parts))
    expect(cell).toBe('x'.repeat(2_000))
  })

  it('that names columns and rows beyond all lists keeps to its limits', async () => {
    const parts = partsOf(
      '<sheetData><row r="3"><c r="XFD3"><v>1</v></c><c r="B3"><v>2</v></c></row></sheetData>',
    )
    expect(await rowsOf(zip(parts))).toEqual([
      {
        row: 3,
        cells: [
          { text: '', isNumber: false },
          { text: '2', isNumber: true },
        ],
      },
    ])
    const far = partsOf('<sheetData><row r="900000"><c r="A1"><v>1</v></c></row></sheetData>')
    await expect(rowsOf(zip(far))).rejects.toMatchObject({ code: 'too_many_rows' })
  })
})

function partsOf(sheet: string): Record<string, string> {
  const rel = (id: string, type: string, target: string) =>
    `<Relationships><Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/></Relationships>`
  return {
    '_rels/.rels': rel('a', 'officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': '<workbook><sheets><sheet name="D" r:id="b" xmlns:r="r"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': rel('b', 'worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet>${sheet}</worksheet>`,
  }
}
