/** @module Waiting for the office: the answer in the same breath, late or never; what is written meanwhile; news that nobody asked for. */

import { describe, expect, it } from 'vitest'
import { OFFICE_TIMEOUT_MS } from '../../src/engine/limits.ts'
import { begin, reviewed, SECOND, t } from './world.ts'

const filing = () => {
  const chat = reviewed()
  chat.say('ya benar')
  return chat
}

describe('an answer of the office', () => {
  it('follows in the same breath, with no word of waiting', () => {
    const chat = reviewed()
    expect(chat.say('ya benar').texts).toEqual([])
    expect(chat.filed('SGP-7').texts).toEqual(['Nomor surat SGP-7.', 'Lalu apa?'])
  })

  it('keeps what is written meanwhile and hears it afterwards, in order', () => {
    const chat = filing()
    expect(chat.say('yang kedua').texts).toEqual([t('engine.wait')])
    const turn = chat.filed('SGP-7')
    expect(turn.texts).toEqual(['Nomor surat SGP-7.'])
    expect(chat.session.stack).toEqual([])
  })

  it('puts only the question that is open after all that was kept', () => {
    const chat = filing()
    chat.say('menu')
    const turn = chat.filed('SGP-7')
    expect(turn.said).toContain('Nomor surat SGP-7.')
    expect(turn.question?.flow).toBe('menu')
    expect(turn.effects.filter((effect) => effect.type === 'say' && effect.part === 'question')).toHaveLength(
      1,
    )
  })

  it('a photo sent meanwhile is kept too', () => {
    const chat = filing()
    chat.send({ type: 'image', media: { ref: 'media:1' } })
    expect(chat.top?.waiting?.kept).toEqual([{ type: 'image', media: { ref: 'media:1' } }])
    expect(chat.filed('SGP-7').said).toContain(t('media.joined_case', { media: 'image', number: 'SGP-7' }))
  })

  it('112 is said at once while it waits, and the flow is not lost over it', () => {
    const chat = filing()
    const turn = chat.say('tolong pak teman saya pingsan berdarah')
    expect(turn.texts[0]).toBe(t('engine.emergency'))
    const told = chat.filed('SGP-7')
    expect(told.said).toContain('SGP-7')
    expect(told.said).not.toContain(t('engine.emergency'))
  })

  it('that does not come takes the timeout branch, and is told all the same when it comes late', () => {
    const chat = filing()
    chat.say('yang kedua')
    const turns = chat.wait(OFFICE_TIMEOUT_MS)
    expect(turns.map(({ texts }) => texts)).toEqual([['Kantor belum menjawab.']])
    expect(chat.session.stack).toEqual([])
    expect(chat.filed('SGP-7').said).toContain('SGP-7')
    expect(chat.session.cases.map(({ number }) => number)).toEqual(['SGP-7'])
  })

  it('told twice is remembered once', () => {
    const chat = filing()
    const re = chat.re('file_case')
    chat.filed('SGP-7')
    chat.office({ type: 'case_filed', re, number: 'SGP-7', code: 'X', kind: 'complaint' })
    expect(chat.session.cases).toHaveLength(1)
  })

  it('finds its flow under another conversation and goes on there when that is over', () => {
    const chat = filing()
    // As an older version could leave it: something above the flow that waits.
    chat.session.stack.push({ flow: 'timed', hash: '', node: 'it', slots: {}, trail: [], tries: 0 })
    expect(chat.filed('SGP-7').said).toContain('SGP-7')
    expect(chat.say('ya').said).toContain('Nomor surat SGP-7.')
    expect(chat.at).toBe('letter.after')
  })

  it('a timer that comes too late does nothing', () => {
    const chat = filing()
    const [key = ''] = [...chat.timers.keys()].filter((one) => one.startsWith('office:'))
    chat.filed('SGP-7')
    const turn = chat.timer(key, 'office')
    expect(turn.texts).toEqual([])
    expect(turn.notes).toEqual(['stale_event'])
    expect(chat.at).toBe('letter.after')
  })

  it('an answer to another request moves nothing', () => {
    const chat = filing()
    expect(chat.office({ type: 'case_not_found', re: 'c1.99.o0' }).notes).toEqual(['stale_event'])
    expect(chat.top?.waiting).toBeDefined()
  })
})

describe('news of a case', () => {
  it('is told with its state and remembered for the status', () => {
    const chat = filing()
    chat.filed('SGP-7')
    const news = { number: 'SGP-7', kind: 'complaint', state: 'needs_papers', changedAt: chat.now } as const
    const turn = chat.office({ type: 'case_changed', ...news, note: 'Mohon bawa KTP.' })
    expect(turn.said).toContain('Mohon bawa KTP.')
    expect(turn.effects).toContainEqual(expect.objectContaining({ type: 'say', author: 'system' }))
    expect(chat.session.cases).toMatchObject([{ number: 'SGP-7', state: 'needs_papers' }])
    expect(chat.at).toBe('letter.after')
  })
})

describe('silence', () => {
  const HOUR = 3600 * SECOND

  it('loses nothing: the next message is asked whether to go on', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    chat.wait(30 * HOUR)
    const turn = chat.say('halo')
    expect(turn.texts).toEqual([t('engine.resume_or_anew', { title: 'surat uji' })])
    expect(chat.say('1').question?.reply.text).toBe('Umur berapa?')
    expect(chat.top?.slots.colour).toBe('red')
  })

  it('starting anew takes up what was written, and the old answers stay at hand', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    chat.wait(30 * HOUR)
    chat.say('saya mau perbaiki data dtsen')
    chat.say('mulai baru')
    expect(chat.session.stack[0]?.flow).toBe('dtsen_steps')
    expect(chat.session.shelf?.stack[0]?.slots.colour).toBe('red')
  })

  it('"lanjut" and a tap on the open button need no asking', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    chat.wait(30 * HOUR)
    expect(chat.say('lanjut').question?.reply.text).toBe('Umur berapa?')
    const tapped = begin('letter').chat
    tapped.wait(30 * HOUR)
    expect(tapped.tap('letter.colour.red').question?.reply.text).toBe('Umur berapa?')
  })

  it('in a burst the offer to go on is not taken by a number that nobody was asked for', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    chat.wait(30 * HOUR)
    const turns = chat.burst('halo', '2')
    expect(turns.at(-1)?.texts).toEqual([t('engine.resume_or_anew', { title: 'surat uji' })])
    expect(chat.top?.slots.colour).toBe('red')
  })

  it('brings one reminder and no second', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    const turns = chat.wait(10 * HOUR)
    expect(turns.map(({ texts }) => texts)).toEqual([['Surat Anda belum selesai.', 'Umur berapa?']])
    expect(chat.wait(100 * HOUR)).toEqual([])
  })

  it('a reminder of a flow that is over says nothing', () => {
    const { chat } = begin('letter')
    chat.say('batal')
    expect(chat.wait(10 * HOUR)).toEqual([])
    const turn = chat.timer('reminder:letter', 'reminder')
    expect(turn.texts).toEqual([])
    expect(turn.notes).toEqual(['stale_event'])
  })

  it('takes the timeout branch of a question that has one', () => {
    const { chat } = begin('timed')
    expect(chat.wait(24 * HOUR).at(-1)?.texts).toEqual(['Kantor belum menjawab.'])
    const answered = begin('timed').chat
    answered.say('ya')
    expect(answered.wait(48 * HOUR)).toEqual([])
  })

  it('a number after a reminder answers the question that the reminder put', () => {
    const chat = begin('letter').chat
    chat.say('bantuan')
    chat.wait(HOUR)
    expect(chat.say('1').question?.reply.text).toBe('Umur berapa?')
    expect(chat.top?.slots.colour).toBe('red')
  })
})

describe('after the end', () => {
  it.each(['makasih kak', 'ok', 'sip', '🙏', 'iya', 'terima kasih banyak ya'])(
    '%s restarts nothing',
    (text) => {
      const { chat } = begin('timed')
      chat.say('ya')
      expect(chat.say(text).texts).toEqual([t('engine.welcome')])
      expect(chat.session.stack).toEqual([])
    },
  )

  it('a sticker restarts nothing, a goodbye gets one', () => {
    const { chat } = begin('timed')
    chat.say('ya')
    expect(chat.send({ type: 'sticker' }).texts).toEqual([t('engine.welcome')])
    expect(chat.say('dadah').texts).toEqual([t('engine.goodbye')])
  })

  it('a new wish starts at once', () => {
    const { chat } = begin('timed')
    chat.say('ya')
    chat.say('mau lapor kecelakaan kerja')
    expect(chat.session.stack[0]?.flow).toBe('accident')
  })
})
