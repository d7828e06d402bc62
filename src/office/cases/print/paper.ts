/** @module How a form is drawn: head, rows with lines for handwriting, boxes, the place to sign. Knows no case. */

import type { FormRow, FormSection } from './content.ts'

type Doc = PDFKit.PDFDocument

// Points; A4 is 595 by 842.
export const MARGIN = 42
const LABEL = 148
const GAP = 8
const SIZE = 9
const LINE = 15
const BOX = 8
const DIGIT = 14
const FOOT = 26
const INK = '#111111'
const SOFT = '#555555'
const RULE = '#999999'

const widthOf = (doc: Doc) => doc.page.width - 2 * MARGIN
const bottomOf = (doc: Doc) => doc.page.height - MARGIN - FOOT

export function drawHead(doc: Doc, head: { title: string; lines: string[]; warning: string }): void {
  doc.font('bold').fontSize(15).fillColor(INK).text(head.title, MARGIN, MARGIN)
  doc.font('regular').fontSize(SIZE)
  for (const line of head.lines) doc.text(line)
  doc.moveDown(0.5)
  const padding = 6
  const width = widthOf(doc)
  const height = doc.heightOfString(head.warning, { width: width - 2 * padding }) + 2 * padding
  doc.lineWidth(1).strokeColor(INK).rect(MARGIN, doc.y, width, height).stroke()
  doc.text(head.warning, MARGIN + padding, doc.y + padding, { width: width - 2 * padding })
  doc.y += padding + 4
}

export function drawSection(doc: Doc, number: number, section: FormSection): void {
  const title = `${number}. ${section.title}`
  // A title never stands alone at the end of a page.
  makeRoom(doc, 2 * LINE + (section.rows[0] ? heightOf(doc, section.rows[0]) : 0))
  doc
    .font('bold')
    .fontSize(SIZE + 1)
    .fillColor(INK)
  doc.text(title, MARGIN, doc.y + 6, { width: widthOf(doc) })
  doc
    .moveTo(MARGIN, doc.y + 1)
    .lineTo(MARGIN + widthOf(doc), doc.y + 1)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke()
  doc.y += 4
  for (const row of section.rows) drawRow(doc, row)
}

function drawRow(doc: Doc, row: FormRow): void {
  makeRoom(doc, heightOf(doc, row))
  const top = doc.y
  const [x, width] = [MARGIN + LABEL + GAP, widthOf(doc) - LABEL - GAP]
  doc.font('regular').fontSize(SIZE).fillColor(SOFT)
  doc.text(row.label, MARGIN, top + 2, { width: LABEL })
  const labelEnd = doc.y
  doc.fillColor(INK)
  let end = top + 2
  if (row.boxes) end = drawBoxes(doc, row.boxes, x, top + 2, width)
  else if (row.digits !== undefined) end = drawDigits(doc, row.digits, x, top + 1)
  else if (row.value !== '') end = drawValue(doc, printable(row.value), x, top + 2, width)
  else end = drawLines(doc, row.lines ?? 1, x, top, width)
  doc.y = Math.max(labelEnd, end) + 2
}

/** May run over the end of a page: a story has no limit of lines. */
function drawValue(doc: Doc, value: string, x: number, top: number, width: number): number {
  doc.font('bold').text(value, x, top, { width })
  doc.font('regular')
  return doc.y
}

function drawLines(doc: Doc, lines: number, x: number, top: number, width: number): number {
  doc.lineWidth(0.5).strokeColor(RULE).dash(1, { space: 2 })
  for (let line = 1; line <= lines; line += 1) {
    const y = top + line * LINE - 2
    doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .stroke()
  }
  doc.undash()
  return top + lines * LINE
}

function drawBoxes(
  doc: Doc,
  boxes: { label: string; isTicked: boolean }[],
  left: number,
  top: number,
  width: number,
): number {
  let [x, y] = [left, top]
  for (const { label, isTicked } of boxes) {
    const wide = BOX + 4 + doc.font(isTicked ? 'bold' : 'regular').widthOfString(label) + 14
    if (x + wide > left + width && x > left) [x, y] = [left, y + LINE]
    doc
      .lineWidth(0.8)
      .strokeColor(INK)
      .rect(x, y + 2, BOX, BOX)
      .stroke()
    if (isTicked) {
      doc
        .moveTo(x + 1, y + 3)
        .lineTo(x + BOX - 1, y + BOX + 1)
        .stroke()
      doc
        .moveTo(x + BOX - 1, y + 3)
        .lineTo(x + 1, y + BOX + 1)
        .stroke()
    }
    doc.text(label, x + BOX + 4, y, { lineBreak: false })
    x += wide
  }
  doc.font('regular')
  return y + LINE - 2
}

function drawDigits(doc: Doc, digits: number, left: number, top: number): number {
  doc.lineWidth(0.5).strokeColor(RULE)
  for (let at = 0; at < digits; at += 1) doc.rect(left + at * DIGIT, top, DIGIT, DIGIT).stroke()
  return top + DIGIT + 1
}

export function drawSignature(
  doc: Doc,
  { statement, place, name }: Record<'statement' | 'place' | 'name', string>,
) {
  const height = 120
  makeRoom(doc, height)
  const half = widthOf(doc) / 2
  doc.font('regular').fontSize(SIZE).fillColor(INK)
  doc.text(statement, MARGIN, doc.y + 10, { width: widthOf(doc) })
  const x = MARGIN + half
  doc.text(place, x, doc.y + 8, { width: half })
  const line = doc.y + 56
  doc
    .lineWidth(0.5)
    .strokeColor(INK)
    .moveTo(x, line)
    .lineTo(x + half, line)
    .stroke()
  doc.fillColor(SOFT).text(name, x, line + 3, { width: half })
}

export function drawFoot(doc: Doc, words: (page: number, pages: number) => string): void {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page)
    // Below the margin pdfkit would begin a new page.
    doc.page.margins.bottom = 0
    doc.font('regular').fontSize(7).fillColor(SOFT)
    doc.text(words(page + 1, count), MARGIN, doc.page.height - MARGIN, {
      width: widthOf(doc),
      lineBreak: false,
    })
  }
}

function heightOf(doc: Doc, row: FormRow): number {
  doc.font('bold').fontSize(SIZE)
  const width = widthOf(doc) - LABEL - GAP
  if (row.boxes) return 2 * LINE
  const value =
    row.value === '' ? (row.lines ?? 1) * LINE : doc.heightOfString(printable(row.value), { width })
  return Math.min(value + 6, bottomOf(doc) - MARGIN)
}

function makeRoom(doc: Doc, height: number): void {
  if (doc.y + height <= bottomOf(doc)) return
  doc.addPage()
  doc.y = MARGIN
}

/** Signs the font has none for: emoji are left out, letters of other scripts become a question mark. */
function printable(text: string): string {
  return text
    .replace(/(?!\d|[*#])\p{Emoji}\p{Emoji_Modifier}?/gu, '')
    .replace(/\p{Variation_Selector}|\p{Cf}/gu, '')
    .replace(/\p{Cc}/gu, (sign) => (sign === '\n' ? sign : ' '))
    .replace(OTHER_SCRIPTS, '?')
}

const OTHER_SCRIPTS =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/gu
