/** @module The first-stage report of an accident as PDF on A4. The same case gives the same bytes; nothing of it says that it is an official form. */

import PDFDocument from 'pdfkit'
import type { CaseFile } from '../../../core/case-desk.ts'
import type { Tell } from '../../../text/case-words.ts'
import type { Texts } from '../../../text/texts.ts'
import { dayAndHour, formSections } from './content.ts'
import { drawFoot, drawHead, drawSection, drawSignature, MARGIN } from './paper.ts'

/** TrueType files. */
export type Fonts = { regular: Uint8Array; bold: Uint8Array }

/** Bytes of a PDF. Texts a font has no sign for are printed without it. */
export async function printForm(
  deps: { texts: Pick<Texts, 'format'>; fonts(): Fonts },
  file: CaseFile,
): Promise<Uint8Array> {
  const tell: Tell = (key, args = {}) => deps.texts.format(key, 'id', args)
  const title = tell('case.form.title')
  const info = {
    Title: `${title} ${file.number}`,
    CreationDate: new Date(file.changedAt),
    Producer: '',
    Creator: '',
  }
  const doc = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    info,
    lang: 'id-ID',
    tagged: false,
  })
  const written = collect(doc)
  const { regular, bold } = deps.fonts()
  doc.registerFont('regular', bytesOf(regular))
  doc.registerFont('bold', bytesOf(bold))
  const number = `${tell('case.form.number')}: ${file.number}`
  const changed = tell('case.form.as_of', { at: dayAndHour(file.changedAt) })
  drawHead(doc, { title, lines: [number, changed], warning: tell('case.form.prepared') })
  for (const [index, section] of formSections(tell, file).entries()) drawSection(doc, index + 1, section)
  drawSignature(doc, {
    statement: tell('case.form.statement'),
    place: tell('case.form.sign_place'),
    name: tell('case.form.sign_name'),
  })
  drawFoot(doc, (page, pages) => `${tell('case.form.foot', { number: file.number, page, pages })}`)
  doc.end()
  return await written
}

/** pdfkit looks at what it is given: a plain array of bytes over its own buffer. */
const bytesOf = (font: Uint8Array): Uint8Array => new Uint8Array(font)

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('error', reject)
    doc.on('end', () => {
      const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
      let at = 0
      for (const chunk of chunks) {
        whole.set(chunk, at)
        at += chunk.length
      }
      resolve(whole)
    })
  })
}
