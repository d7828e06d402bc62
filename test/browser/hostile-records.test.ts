/**
 * @module Every text of the corpus in every field of a case, of what was not understood and of an imported list, on every page
 * that shows it, by Chromium's own parser; and each of them once on a page that is really open, where nothing may run.
 */

import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { fieldsOf } from '../../src/core/case-fields.ts'
import type { Value } from '../../src/core/chat.ts'
import { CASE_KINDS, type CaseKind } from '../../src/core/lists.ts'
import type { ListId } from '../../src/core/roster.ts'
import { HEAD, nikOf } from '../office/roster/world.ts'
import { consoleWorld, type Desk } from '../support/console-world.ts'
import { grown, type Look, lookAt, lookThrough, lost } from '../support/look.ts'
import { staffVisit } from '../support/staff-browser.ts'
import { setStage } from '../support/stage.ts'
import { visit } from '../support/visit.ts'
import { XSS } from '../support/xss.ts'

const PLAIN = 'kata biasa'
const SLOW_MS = 300_000
const stage = setStage(consoleWorld)

const supervisor = (): Desk => stage.world.as('supervisor', 'ani')
const open = (path: string): Promise<Page> =>
  stage.keep(staffVisit(stage.browser, `${stage.url}${path}`, { role: 'supervisor', id: 'ani' }))
const PAGES_AT_ONCE = 30
/** Reads answers as a browser does, without running them: as many as can be at a time. */
async function readAll(
  answers: readonly (() => Promise<string>)[],
  seen: (look: Look, at: number) => void,
): Promise<void> {
  const blank = await stage.keep(visit(stage.browser, 'about:blank'))
  for (let from = 0; from < answers.length; from += PAGES_AT_ONCE) {
    const html = await Promise.all(answers.slice(from, from + PAGES_AT_ONCE).map((answer) => answer()))
    for (const [n, look] of (await lookThrough(blank, html)).entries()) seen(look, from + n)
  }
}
const textAt = (n: number) => XSS[((n % XSS.length) + XSS.length) % XSS.length] ?? ''

function expectText(look: Look, plain: Look, planted: readonly string[], label: string): void {
  expect([lost(look, planted), grown(look, plain)], label).toEqual([[], []])
  expect(
    look.strange.filter((one) => !plain.strange.includes(one)),
    label,
  ).toEqual([])
}

/** Staff see these as a word of ours, whatever stands there. */
const SAID_BY_US = ['photo', 'files']
/** These can be typed over as they stand. */
const TYPED = ['text', 'long', 'name', 'place']

const idsOf = (kind: CaseKind) => fieldsOf(kind).map(({ id }) => id)

/** A case whose every field, choices and moments too, holds what `of` gives. */
async function files(kind: CaseKind, key: string, of: (field: number) => string): Promise<void> {
  const fields: Record<string, Value> = Object.fromEntries(
    fieldsOf(kind).map(({ id, type }, n) => [id, type === 'place' ? { words: of(n) } : of(n)]),
  )
  await stage.world.service.office.apply(
    { chatId: `chat-${key}`, channel: 'web' },
    `berkas-${key}`,
    {
      ...{ type: 'file_case', kind, fields, language: 'id', urgent: false },
      summary: fieldsOf(kind).map((_, n) => ({ label: of(n), value: of(n) })),
    },
    stage.world.now(),
  )
}

/** Numbers by kind, in the order of what stands in the first field. */
async function numbersOf(kind: CaseKind): Promise<Map<string, string>> {
  const rows = stage.world.service.web.console?.cases.rows({ kind, state: 'all' })
  const [first = ''] = idsOf(kind)
  const found = new Map<string, string>()
  for await (const { number, fields } of rows ?? []) found.set(String(fields[first]), number)
  return found
}

/** Stands in no field of the same case. */
const NOTE = 250
/** Residents choose what to erase or take back from a list, and write nothing in a correction. */
const EVERY: Record<CaseKind, number> = {
  ...{ accident: 1, death: 1, complaint: 1 },
  ...{ erasure: 20, correction: 20, withdrawal: 20 },
}

it.each(CASE_KINDS)('every field of a case: %s', { timeout: SLOW_MS }, async (kind) => {
  await files(kind, 'biasa', () => PLAIN)
  // The k-th case holds the k-th text in its first field, the next in the second: each text comes by each field once.
  const own = [...XSS.keys()].filter((k) => k % EVERY[kind] === 0)
  for (const k of own) await files(kind, `${k}`, (field) => textAt(k + field))
  await stage.world.service.quiet()
  const numbers = await numbersOf(kind)
  expect(numbers.size).toBe(own.length + 1)
  // Of one kind also the note that a colleague writes, and who wrote it.
  const isNoted = kind === 'complaint'
  const note = (key: string, number = '', text = '') =>
    stage.world.service.office.changeCase(`catatan-${key}`, number, 'checked', text, text)
  if (isNoted) await note('biasa', numbers.get(PLAIN), PLAIN)
  for (const k of isNoted ? own : []) await note(`${k}`, numbers.get(textAt(k)), textAt(k + NOTE))
  const typed = fieldsOf(kind).flatMap(({ type }, n) => (TYPED.includes(type) ? [n] : []))
  const shown = fieldsOf(kind).flatMap(({ type }, n) => (SAID_BY_US.includes(type) ? [] : [n]))
  const answers = [PLAIN, ...own.map(textAt)].map(
    (text) => () => supervisor().text(`/console/laporan/${numbers.get(text)}`),
  )
  let plain: Look | undefined
  await readAll(answers, (look, at) => {
    plain ??= look
    const k = own[at - 1]
    if (k !== undefined)
      expectText(
        look,
        plain,
        [...shown, ...(isNoted ? [NOTE] : [])].map((field) => textAt(k + field)),
        textAt(k),
      )
  })
  // Where it could run: on open pages. Of an accident, which has the most fields, each text stands on one of them.
  const page = await open('/console/laporan?status=all')
  const step = kind === 'accident' ? shown.length : 100
  for (const rest of ['', '/ubah', '/status?ke=closed', '/tanya?isian=name']) {
    await page.goto(`${stage.url}/console/laporan/${numbers.get(PLAIN)}${rest}`)
    const usual = await lookAt(page)
    for (let k = 0; k < XSS.length; k += rest === '' ? step : 180) {
      await page.goto(`${stage.url}/console/laporan/${numbers.get(textAt(k))}${rest}`)
      const planted = (rest === '' ? shown : rest === '/ubah' ? typed : []).map((field) => textAt(k + field))
      // A field of one line holds none that breaks.
      const kept = rest === '/ubah' ? planted.filter((text) => !text.includes('\n')) : planted
      expectText(await lookAt(page), usual, kept, `${rest} ${textAt(k)}`)
    }
  }
})

/** In the chat's own key, masked: what leads to a person is not kept, so these texts are asked of the office as it has them. */
it('what was not understood, before and after it was given a meaning', { timeout: SLOW_MS }, async () => {
  const { office } = stage.world.service
  const ask = (n: number, text: string) =>
    office.apply(
      { chatId: `chat-${n % 40}`, channel: 'web' },
      `dengar-${n}`,
      { type: 'misunderstood', text, normal: text, language: 'id', guesses: [] },
      stage.world.now(),
    )
  const page = await open('/console/coba')
  await ask(XSS.length, PLAIN)
  await page.goto(`${stage.url}/console/kata`)
  const plain = await lookAt(page)
  for (const [n, text] of XSS.entries()) await ask(n, text)
  const desk = stage.world.service.web.console?.heard
  const kept = (await desk?.open())?.groups.flatMap(({ messages }) => messages) ?? []
  // A number of seven digits and an address of mail are masked, and nothing else changes.
  const masked = XSS.filter((text) => !kept.some((one) => one.text === text))
  expect(masked.filter((text) => !/\d{7}|\S@\S/.test(text))).toEqual([])
  const found: Look[] = []
  for (let n = 1; n === 1 || (await page.getByRole('link', { name: 'Berikutnya' }).count()) > 0; n += 1) {
    await page.goto(`${stage.url}/console/kata?halaman=${n}`)
    found.push(await lookAt(page))
  }
  // Folded up where a group has many, and buttons to turn pages: these no plain page of one message has.
  const known = {
    ...plain,
    bones: [...plain.bones, ...['details ', 'summary ', 'nav aria-label class', 'a href']],
  }
  const seen = {
    texts: found.flatMap(({ texts }) => texts),
    bones: found.flatMap(({ bones }) => bones),
    strange: found.flatMap(({ strange }) => strange),
  }
  expectText(
    seen,
    known,
    kept.map(({ text }) => text),
    'not understood',
  )
  await desk?.label(
    kept.map(({ id }) => id),
    'unclear',
    'ani',
  )
  const before = await lookAt(page)
  await page.goto(`${stage.url}/console/kata/sudah`)
  const after = await lookAt(page)
  expect([
    lost(
      after,
      kept.map(({ text }) => text),
    ),
    before.strange,
    after.strange,
  ]).toEqual([[], plain.strange, plain.strange])
})

const cell = (text: string) => `"${text.replace(/"/g, '""')}"`

/** As a list is cleaned: one line, and neither signs that nobody sees nor the apostrophe in front. */
async function imports(list: ListId, lines: readonly string[], name = 'daftar.csv'): Promise<string> {
  const body = new FormData()
  body.append('berkas', new File([lines.join('\n')], name))
  const answer = await supervisor().request(`/console/peserta/unggah/${list}`, { method: 'POST', body })
  return answer.headers.get('location') ?? ''
}

const A_PAGE = 95

/** What a list keeps as it stands: other texts lose signs that nobody sees, or say that there is nothing. */
const KEPT = XSS.filter(
  (text) =>
    /^[^\p{C}\s]([^\p{C}\s]| (?! ))*$/u.test(text) &&
    !/^('|-+$|n\/?a$|null$|#)/i.test(text) &&
    text.length <= 200,
)

it('every column of an imported list, and the name of its file', { timeout: SLOW_MS }, async () => {
  expect(KEPT.length).toBeGreaterThanOrEqual(300)
  const page = await open('/console/peserta')
  const roster = stage.world.service.web.console?.roster
  const read = async (path: string) => {
    await page.goto(`${stage.url}${path}`)
    return await lookAt(page)
  }
  const head = 'Nama;Alamat;Kecamatan;Sumber;Catatan'
  await supervisor().post(
    `${await imports('offices', [head, `${PLAIN};${PLAIN};Bekasi Timur;${PLAIN};x`])}/pakai`,
  )
  const plain = await read('/console/peserta/daftar/kantor')
  // As many as a page shows; the name of one and the address of the next, since two of both alike are one place.
  for (let from = 0; from < KEPT.length; from += A_PAGE) {
    const own = KEPT.slice(from, from + A_PAGE)
    const rows = own.flatMap((text, n) => [
      [text, `Jl. Contoh ${n}`, 'Bekasi Timur', text, text],
      [`Tempat ${n}`, text, 'Bekasi Timur', text, text],
    ])
    const [first = ''] = own
    const lines = [`${head};${cell(first)}`, ...rows.map((row) => row.map(cell).join(';'))]
    const report = await imports('offices', lines, `${first}.csv`)
    await supervisor().post(`${report}/pakai`, { setuju: 'ya' })
    expect((await read(report)).strange).toEqual(plain.strange)
    expectText(await read('/console/peserta/daftar/kantor'), plain, own, `offices from ${from}`)
  }
  const people = KEPT.map((text, n) => {
    const next = (by: number) => cell(KEPT[(n + by) % KEPT.length] ?? '')
    return [
      nikOf(n),
      '',
      cell(text),
      '',
      '',
      next(1),
      next(2),
      next(3),
      'Margahayu',
      'Bekasi Timur',
      next(4),
    ].join(';')
  })
  const usual = [
    nikOf(KEPT.length),
    '',
    PLAIN,
    '',
    '',
    PLAIN,
    '1',
    '2',
    'Margahayu',
    'Bekasi Timur',
    PLAIN,
  ].join(';')
  await supervisor().post(`${await imports('people', [HEAD, ...people, usual])}/pakai`)
  expect((await roster?.current('people'))?.good).toBe(KEPT.length + 1)
  expect((await read('/console/peserta')).strange).toEqual(plain.strange)
  const answers = [KEPT.length, ...KEPT.keys()].map((n) => async () => {
    const [found] = (await roster?.find({ nik: nikOf(n) })) ?? []
    return await (
      await supervisor().post('/console/peserta/buka', { ref: found?.ref ?? '', alasan: 'case' })
    ).text()
  })
  let record: Look | undefined
  await readAll(answers, (look, at) => {
    record ??= look
    const others = [0, 1, 4].map((by) => KEPT[(at - 1 + by) % KEPT.length] ?? '')
    if (at > 0) expectText(look, record, others, others[0] ?? '')
  })
})
