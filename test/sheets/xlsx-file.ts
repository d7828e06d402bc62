/** @module XLSX files as Excel writes them, made for tests: the sheet before the shared texts, which stand apart. */

import { crc32, deflateRawSync } from 'node:zlib'

export type TestCell =
  | string
  | number
  | { inline: string }
  | { formula: string; value: string }
  | { raw: string }
  | undefined

const DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

export function xlsx(
  rows: readonly (readonly TestCell[])[],
  options: { sheets?: string[]; isDate1904?: boolean } = {},
): Uint8Array {
  const { sheets = ['Data'], isDate1904 = false } = options
  const texts: string[] = []
  const body = rows
    .map((cells, row) => {
      const written = cells
        .map((cell, column) => written1(cell, `${letters(column)}${row + 1}`, texts))
        .join('')
      return `<row r="${row + 1}">${written}</row>`
    })
    .join('')
  const listed = sheets
    .map((name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')
  const related = sheets
    .map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
    .join('')
  return zip({
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><workbookPr${isDate1904 ? ' date1904="1"' : ''}/><sheets>${listed}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${related}${relation('rId99', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    ...Object.fromEntries(
      sheets.map((_, index) => [
        `xl/worksheets/sheet${index + 1}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${index === 0 ? body : ''}</sheetData></worksheet>`,
      ]),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}" count="${texts.length}">${texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
  })
}

function written1(cell: TestCell, place: string, texts: string[]): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`
  if (typeof cell === 'string') return `<c r="${place}" t="s"><v>${texts.push(cell) - 1}</v></c>`
  if ('raw' in cell) return `<c r="${place}"><v>${cell.raw}</v></c>`
  if ('inline' in cell) return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell.inline)}</t></is></c>`
  return `<c r="${place}" t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value)}</v></c>`
}

function relation(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${DOCUMENT}/${type}" Target="${target}"/>`
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : `${letters(Math.floor(column / 26) - 1)}${last}`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** `says` lies about how big the parts are when unfolded. */
export function zip(
  parts: Record<string, string | Uint8Array>,
  says: Record<string, number> = {},
): Uint8Array {
  const files = Object.entries(parts).map(([name, body]) => {
    const bytes =
      typeof body === 'string'
        ? Buffer.from(`${body.startsWith('<') ? DECLARED : ''}${body}`)
        : Buffer.from(body)
    return { name: Buffer.from(name), bytes, packed: deflateRawSync(bytes), size: says[name] ?? bytes.length }
  })
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, packed, size } of files) {
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x800, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(size, 18)
    head.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, packed])
    const entry = Buffer.alloc(16)
    entry.writeUInt32LE(at, 12)
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, entry.subarray(2), name]),
    )
    chunks.push(local)
    at += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...chunks, listed, end]))
}
