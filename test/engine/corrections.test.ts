/** @module Several answers at once, answers taken back, and taps on buttons new and old. */

import { describe, expect, it } from 'vitest'
import { at, begin, Chat, reviewed, t } from './world.ts'

describe('several answers in one message', () => {
  it('fill several questions, and what was kept unasked is said', () => {
    const { chat } = begin('letter')
    const turn = chat.say('merah, umur saya 41')
    expect(turn.said).toContain(t('engine.noted', { answers: 'Umur: 41 tahun' }))
    expect(turn.question?.reply.text).toBe('Ceritakan.')
    expect(chat.top?.slots).toMatchObject({ colour: 'red', age: 41 })
  })
})

describe('corrections', () => {
  it('"eh salah" with the word changes that answer; what was said is not said again', () => {
    const chat = at('letter', 'story')
    if (chat.top)
      Object.assign(chat.top, {
        slots: { colour: 'red', age: 14 },
        trail: ['intro', 'colour', 'by_colour', 'red', 'age'],
      })
    expect(chat.say('eh salah, umur saya 41').texts).toEqual([
      t('engine.corrected', { changes: 'Umur: 41 tahun' }),
      'Ceritakan.',
    ])
    expect(chat.top?.slots).toMatchObject({ colour: 'red', age: 41 })
  })

  describe('the very words of another choice than the one that was noted', () => {
    const hurtFather = () => {
      const chat = new Chat()
      chat.say('bapak saya jatuh dari motor waktu narik ojek')
      expect(chat.top?.slots).toMatchObject({ who: 'parent' })
      expect(chat.at).toBe('accident.adult')
      return chat
    }

    it('take it back, although it was told and never asked', () => {
      const chat = hurtFather()
      expect(chat.say('Saya sendiri.').said).toContain('Saya sendiri')
      expect(chat.top?.slots).toMatchObject({ who: 'self' })
      expect(chat.at).toBe('accident.name_self')
    })

    it('take it back at a question that knows why they are no answer', () => {
      const chat = hurtFather()
      chat.say('sudah')
      expect(chat.at).toBe('accident.name')
      chat.say('saya sendiri')
      expect(chat.top?.slots).toMatchObject({ who: 'self' })
      expect(chat.at).toBe('accident.name_self')
    })

    it.each(['sendiri', 'tidak tahu', 'ayah atau ibu saya'])('"%s" takes nothing back', (words) => {
      const chat = hurtFather()
      chat.say('sudah')
      chat.say(words)
      expect(chat.top?.slots).toMatchObject({ who: 'parent' })
    })
  })

  it('without a word it changes the answer given last', () => {
    const { chat } = begin('letter')
    chat.all('merah', '14')
    expect(chat.say('eh salah, 41').texts).toEqual([
      t('engine.corrected', { changes: 'Umur: 41 tahun' }),
      'Ceritakan.',
    ])
  })

  it('a changed decision speaks anew', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    expect(chat.say('eh salah, hijau').texts).toEqual([
      t('engine.corrected', { changes: 'Warna: Hijau' }),
      'Hijau itu sejuk.',
      'Umur berapa?',
    ])
  })

  it('a new value that leaves something open puts its question again', () => {
    const chat = begin('eligibility').chat
    chat.all('kota bekasi', 'kota bekasi')
    expect(chat.say('eh salah, ktp saya bekasi').question?.node).toBe('ktp')
    chat.all('cikarang', '1980')
    expect(chat.top?.slots.ktp).toMatchObject({ kind: 'kabupaten' })
    expect(chat.say('eh salah, saya lahir tahun 1961').question?.node).toBe('age')
  })

  it('at the summary a correction is taken at once and shown', () => {
    const chat = reviewed()
    const turn = chat.say('umur saya 42')
    expect(turn.said).toContain('• Umur: 42 tahun')
    expect(chat.at).toBe('letter.review')
  })

  it('from the summary one answer is given again and everything else stays', () => {
    const chat = reviewed()
    chat.say('ubah')
    expect(chat.tap('letter.review.story').texts).toEqual(['Ceritakan.'])
    expect(chat.say('Lampu jalan mati').said).toContain('• Cerita: Lampu jalan mati')
    expect(chat.top?.slots).toMatchObject({ colour: 'red', age: 41 })
  })

  it('after filing does not file again', () => {
    const chat = reviewed()
    chat.say('ya benar')
    chat.filed()
    const turn = chat.say('eh salah, umur saya 50')
    expect(turn.requests).not.toContain('file_case')
    expect(chat.at).toBe('letter.after')
    expect(turn.question).toBeDefined()
  })
})

describe('taps', () => {
  it('on the open button answer', () => {
    const { chat } = begin('letter')
    expect(chat.tap('letter.colour.red').said).toContain('Merah itu berani.')
  })

  it('on an older button change that answer', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    expect(chat.tap('letter.colour.green', 'Hijau').texts).toEqual([
      t('engine.changed_by_button'),
      'Hijau itu sejuk.',
      'Umur berapa?',
    ])
  })

  it('twice on the same button change nothing', () => {
    const { chat } = begin('letter')
    chat.tap('letter.colour.red', 'Merah')
    expect(chat.tap('letter.colour.red', 'Merah').texts).toEqual(['Umur berapa?'])
    expect(chat.top?.tries).toBe(0)
  })

  it('twice on "ya, benar" of a moment leave the moment as it is', () => {
    const chat = at('accident', 'when')
    chat.say('kemarin jam 7 pagi')
    const yes = chat.tap('accident.when.yes', 'Ya, benar')
    expect(yes.question?.node).toBe('activity')
    const when = chat.top?.slots.when
    const again = chat.tap('accident.when.yes', 'Ya, benar')
    expect(again.texts[0]).toBe(t('engine.old_button'))
    expect(again.question?.node).toBe('activity')
    expect(chat.top?.slots.when).toEqual(when)
  })

  it.each([
    'letter.colour.purple',
    'letter.age.41',
    'letter.nowhere.x',
    'nothing',
    'a.b.c.d',
    'offer.resume.go_on',
    '',
  ])('on a button that never was (%s) break nothing', (id) => {
    const { chat } = begin('letter')
    chat.say('merah')
    expect(chat.tap(id).texts).toEqual([t('engine.old_button'), 'Umur berapa?'])
    expect(chat.top?.slots.colour).toBe('red')
  })

  it('on the menu of yesterday still work', () => {
    const chat = begin('timed').chat
    chat.say('ya')
    expect(chat.tap('menu.choices.dtsen').question).toBeDefined()
    expect(chat.session.stack.length).toBeGreaterThan(0)
  })
})
