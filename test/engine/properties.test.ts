/** @module What holds whatever comes: random conversations with media, taps, timers, news of the office and acts of staff. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content, OfficeNotice, StaffAct } from '../../src/core/chat.ts'
import { newSession } from '../../src/core/session.ts'
import { MAX_BUBBLES, MAX_STACK } from '../../src/engine/limits.ts'
import { takeTurn } from '../../src/engine/turn.ts'
import { begin, Chat, REAL, type Turn } from './world.ts'

/** Looks like a placeholder of ours, and must be treated as words. */
const INJECTED = '{slot_it}'

const WORDS = [
  ...['halo', 'menu', 'batal', 'kembali', 'ulangi', 'petugas', 'bingung', '?', 'bantuan', 'lanjut', 'lewati'],
  ...[
    '1',
    '2',
    '3',
    '8',
    'ya',
    'tidak',
    'makasih kak',
    'ok',
    'ubah',
    'sudah benar',
    'english',
    'bahasa indonesia',
  ],
  ...[
    'eh salah, umur saya 41',
    'eh salah, kemarin sore',
    'ktp bekasi',
    'bekasi',
    'bekasi barat',
    'cikarang',
    '2008',
  ],
  ...['kemarin jam 7 pagi', 'besok', 'barusan', 'ojol', '0812-3456-7890', '16rb', 'desil 3', 'SGP-1000-0009'],
  ...[
    'mau cek saya dapat sigap',
    'mau lapor kecelakaan kerja',
    'suami saya meninggal waktu kerja',
    'mau ngadu',
  ],
  ...[
    'hapus data saya',
    'status laporan saya',
    'berapa iuran bpu?',
    'ini penipuan bukan',
    'TOLONG pingsan berdarah',
  ],
  ...['anjing lu', 'asdfgh', '🙏', ' ', '', '{0}', INJECTED, "'", '3275011503850000', 'merah', 'Jalan rusak'],
] as const

const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ minLength: 2_001, maxLength: 2_500 }) },
)

const content: fc.Arbitrary<Content> = fc.oneof(
  { weight: 8, arbitrary: text.map((words): Content => ({ type: 'text', text: words })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'letter.colour.red',
        'letter.review.yes',
        'menu.choices.accident',
        'eligibility.home.city',
        'offer.staff.staff',
        'x',
      )
      .map((id): Content => ({ type: 'choice', id })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<('image' | 'voice' | 'sticker' | 'document' | 'video')[]>(
        'image',
        'voice',
        'sticker',
        'document',
        'video',
      )
      .map((type): Content => ({ type })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Content[]>(
      { type: 'location', lat: -6.2, lng: 107 },
      { type: 'contact', phone: '0812-3456-7890' },
      { type: 'unsupported', what: 'poll' },
    ),
  },
)

/** A tap on one of the buttons shown last, the office's answer to what was asked last, or any of the others. */
type Step =
  | { do: 'send'; content: Content }
  | { do: 'tap'; which: number }
  | { do: 'burst'; contents: Content[] }
  | { do: 'wait'; ms: number }
  | { do: 'answer' }
  | { do: 'notice'; notice: OfficeNotice }
  | { do: 'staff'; act: StaffAct }

const staffId = fc.constantFrom('a', 'b')
const act: fc.Arbitrary<StaffAct> = fc.oneof(
  staffId.map((id): StaffAct => ({ act: 'take', staffId: id })),
  fc
    .tuple(staffId, fc.string({ minLength: 1 }))
    .map(([id, words]): StaffAct => ({ act: 'reply', staffId: id, text: words })),
  fc
    .tuple(staffId, fc.constantFrom<('resume' | 'menu' | 'close')[]>('resume', 'menu', 'close'))
    .map(([id, to]): StaffAct => ({ act: 'hand_back', staffId: id, to })),
  fc
    .tuple(staffId, fc.constantFrom<('staff' | 'system')[]>('staff', 'system'))
    .map(([id, by]): StaffAct => ({ act: 'return_to_queue', staffId: id, by })),
)

const AT = Date.UTC(2026, 10, 23, 3)
const notice = fc.constantFrom<OfficeNotice[]>(
  { type: 'case_filed', re: 'c1.2.o0', number: 'SGP-1', code: 'A', kind: 'accident' },
  { type: 'queue_position', position: 2, open: false, hoursKnown: false },
  { type: 'left_queue', re: 'c1.2.o0' },
  { type: 'case_not_found', re: 'c1.2.o0' },
  { type: 'look_up_limited', re: 'c1.2.o0', untilAt: AT },
  { type: 'case_changed', number: 'SGP-1', kind: 'death', state: 'done', changedAt: AT },
  { type: 'returned_to_queue', position: 1, open: true, hoursKnown: true },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: content.map((one): Step => ({ do: 'send', content: one })) },
  { weight: 4, arbitrary: fc.nat(9).map((which): Step => ({ do: 'tap', which })) },
  {
    weight: 2,
    arbitrary: fc
      .array(content, { minLength: 2, maxLength: 4 })
      .map((contents): Step => ({ do: 'burst', contents })),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(1_000, 30_000, 3_600_000, 90_000_000).map((ms): Step => ({ do: 'wait', ms })),
  },
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'answer' }) },
  { weight: 1, arbitrary: notice.map((one): Step => ({ do: 'notice', notice: one })) },
  { weight: 1, arbitrary: act.map((one): Step => ({ do: 'staff', act: one })) },
)

/** The office answers its newest request, as it would. */
function answer(chat: Chat): Turn[] {
  const last = chat.asked.findLast(({ request }) =>
    ['file_case', 'request_staff', 'look_up_case'].includes(request.type),
  )
  if (!last) return []
  const { id: re, request } = last
  if (request.type === 'file_case')
    return [
      chat.office({ type: 'case_filed', re, number: 'SGP-2', code: 'B', kind: request.kind, late: true }),
    ]
  if (request.type === 'look_up_case') return [chat.office({ type: 'case_not_found', re })]
  return [chat.office({ type: 'queue_position', re, position: 1, open: true, hoursKnown: true })]
}

function play(chat: Chat, one: Step, buttons: string[]): Turn[] {
  switch (one.do) {
    case 'send':
      return [chat.send(one.content)]
    case 'tap':
      return [chat.tap(buttons[one.which % Math.max(1, buttons.length)] ?? 'menu.choices.dtsen')]
    case 'burst':
      return chat.burst(...one.contents)
    case 'wait':
      return chat.wait(one.ms)
    case 'answer':
      return answer(chat)
    case 'notice':
      return [chat.office(one.notice)]
    case 'staff':
      return [chat.staff(one.act)]
  }
}

function holds(chat: Chat, owner: string, one: Step, turns: Turn[]): void {
  for (const turn of turns) {
    const bot = turn.effects.filter((effect) => effect.type === 'say' && effect.author === 'bot')
    expect(bot.length).toBeLessThanOrEqual(MAX_BUBBLES)
    expect(
      bot.filter((effect) => effect.type === 'say' && effect.part === 'question').length,
    ).toBeLessThanOrEqual(1)
    expect(turn.notes, 'a flow that broke').not.toContain('broken_flow')
    for (const words of turn.texts) {
      expect(words.trim()).not.toBe('')
      // What a resident wrote may be said back, whatever it looks like: it is data, never a text of ours.
      expect(words.replaceAll(INJECTED, ''), 'a key or a placeholder instead of words').not.toMatch(
        /^[a-z_]+(\.[a-z_]+)+$|\{(fact|slot)_/,
      )
    }
  }
  const answers = one.do === 'send' || one.do === 'tap' || one.do === 'burst'
  const last = turns.at(-1)
  // What waits for the office is answered in the next breath.
  const isAsked = last?.effects.some((one) => one.type === 'office' && one.request.type === 'bind_chat')
  if (answers && owner === 'bot' && chat.session.owner === 'bot' && !chat.top?.waiting && !isAsked)
    expect(last?.texts.length, 'bubbles after a message').toBeGreaterThan(0)
  expect(chat.session.stack.length).toBeLessThanOrEqual(MAX_STACK)
}

describe('whatever comes', () => {
  it.each([
    { label: 'from nothing', start: () => new Chat() },
    { label: 'from the letter', start: () => begin('letter').chat },
    { label: 'from the self-check', start: () => begin('eligibility').chat },
    { label: 'from an accident report', start: () => begin('accident').chat },
  ])('nothing breaks, nobody is left without a word, three bubbles are the most: $label', ({ start }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const chat = start()
        let buttons: string[] = []
        for (const one of steps) {
          const { owner } = chat.session
          const turns = play(chat, one, buttons)
          holds(chat, owner, one, turns)
          const shown = turns.findLast(({ question }) => question?.reply.choices)?.question?.reply.choices
          if (shown) buttons = shown.map(({ id }) => id)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('even a session that holds anything at all throws nothing', () => {
    const frame = fc.record({
      flow: fc.constantFrom('letter', 'eligibility', 'accident', 'nowhere', 'seek'),
      hash: fc.constant('old'),
      node: fc.constantFrom('age', 'review', 'file', 'nowhere', 'verdict'),
      slots: fc.dictionary(
        fc.constantFrom('age', 'home', 'when', 'colour', 'photo'),
        fc.jsonValue() as fc.Arbitrary<never>,
      ),
      trail: fc.array(fc.constantFrom('age', 'home', 'gone')),
      tries: fc.nat(9),
      returnTo: fc.constantFrom('age', 'gone'),
    })
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), text, (stack, words) => {
        const session = { ...newSession('id'), lastAt: AT - 1_000, turn: 4, stack }
        const chat = new Chat(REAL, JSON.parse(JSON.stringify(session)))
        expect(chat.say(words).effects.length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })

  it('a turn is quick', () => {
    const chat = begin('accident').chat
    const spent: number[] = []
    for (let round = 0; round < 10; round += 1)
      for (const words of WORDS) {
        const event = chat.message({ type: 'text', text: words })
        const before = performance.now()
        const { session } = takeTurn(chat.world, chat.session, event)
        spent.push(performance.now() - before)
        if (session.owner === 'bot') chat.session = session
      }
    spent.sort((a, b) => a - b)
    const at = (share: number) => (spent[Math.floor(spent.length * share)] ?? 0).toFixed(2)
    console.info(
      `a turn of one message: median ${at(0.5)} ms, 99 of 100 under ${at(0.99)} ms, ${spent.length} turns`,
    )
    expect(spent.length).toBeGreaterThan(0)
  })
})
