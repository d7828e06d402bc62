/** @module Where the sheets and the shared texts of an XLSX file lie, and from when its days count. */

import { SheetFault } from '../core/sheet.ts'
import type { Archive } from './archive.ts'
import { LIMITS } from './limits.ts'
import { readWholeXml } from './xml.ts'

export type Book = {
  sheets: { name: string; part: string }[]
  texts?: string
  isDate1904: boolean
}

type Relation = { id: string; type: string; part: string }

/** @throws SheetFault */
export async function readBook(archive: Archive): Promise<Book> {
  if (!archive.has('_rels/.rels')) throw new SheetFault('not_a_table')
  const root = await relationsOf(archive, '_rels/.rels', '')
  const book = root.find(({ type }) => type === 'officeDocument')?.part
  if (book === undefined || !archive.has(book)) throw new SheetFault('not_a_table')
  const folder = book.slice(0, book.lastIndexOf('/') + 1)
  const relations = await relationsOf(archive, `${folder}_rels/${book.slice(folder.length)}.rels`, folder)
  const listed: { name: string; id: string; isHidden: boolean }[] = []
  let isDate1904 = false
  const isTrue = (value: string | undefined) => value === '1' || value === 'true'
  await readWholeXml(await archive.stream(book, LIMITS.smallPartBytes), {
    open: (name, attributes) => {
      if (name === 'workbookPr') isDate1904 = isTrue(attributes.date1904)
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const isHidden = attributes.state !== undefined && attributes.state !== 'visible'
      listed.push({ name: attributes.name ?? '', id, isHidden })
    },
  })
  const sheets = listed
    .filter(({ isHidden }) => !isHidden)
    .map(({ name, id }) => ({ name, part: relations.find((one) => one.id === id)?.part ?? '' }))
    .filter(({ part }) => archive.has(part))
  if (sheets.length === 0) throw new SheetFault('not_a_table')
  const texts = relations.find(({ type }) => type === 'sharedStrings')?.part
  return { sheets, isDate1904, ...(texts === undefined || !archive.has(texts) ? {} : { texts }) }
}

async function relationsOf(archive: Archive, part: string, folder: string): Promise<Relation[]> {
  const relations: Relation[] = []
  await readWholeXml(await archive.stream(part, LIMITS.smallPartBytes), {
    open: (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
      if (name === 'Relationship')
        relations.push({ id, type: type.slice(type.lastIndexOf('/') + 1), part: pathOf(folder, target) })
    },
  })
  return relations
}

/** Only a name among the parts of this zip: it never touches a file of ours. */
function pathOf(folder: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : `${folder}${target}`).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}
