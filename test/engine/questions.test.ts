/** @module What every question does with words it did not expect: retries, media, reserved words, digressions. */

import { describe, expect, it } from 'vitest'
import type { Content } from '../../src/core/chat.ts'
import { at, begin, Chat, t } from './world.ts'

describe('an answer that is not understood', () => {
  it('is told what is expected, twice, and then a person is offered', () => {
    const chat = at('letter', 'age')
    expect(chat.say('tua banget').texts).toEqual([t('retry.age'), 'Umur berapa?'])
    expect(chat.say('lumayan').texts).toEqual([t('retry.age'), 'Umur berapa?'])
    const third = chat.say('pokoknya tua')
    expect(third.texts).toEqual([t('engine.not_getting_it')])
    expect(third.question?.reply.choices?.map(({ label }) => label)).toContain(t('engine.offer.staff'))
    expect(chat.say('petugas').question?.node).toBe('about')
  })

  it('is still the open question after the offer of a person was declined', () => {
    const chat = at('letter', 'age')
    chat.all('tua banget', 'lumayan', 'pokoknya tua')
    expect(chat.say('coba lagi').texts).toEqual(['Umur berapa?'])
    expect(chat.say('41').texts).toEqual(['Ceritakan.'])
  })

  it('is noted for those who improve the service', () => {
    expect(at('letter', 'age').say('tua banget').notes).toContain('misunderstood')
  })

  const media: { content: Content; key: string }[] = [
    { content: { type: 'voice' }, key: 'media.voice' },
    { content: { type: 'sticker' }, key: 'media.sticker' },
    { content: { type: 'image', media: { ref: 'media:1' } }, key: 'media.image' },
    { content: { type: 'document' }, key: 'media.document' },
    { content: { type: 'video' }, key: 'media.video' },
    { content: { type: 'location', lat: -6.2, lng: 107 }, key: 'media.location' },
    { content: { type: 'unsupported', what: 'poll' }, key: 'media.unsupported' },
  ]
  it.each(media)('has a word of its own for $content.type, and the question again', ({ content, key }) => {
    const chat = at('letter', 'age')
    expect(chat.send(content).texts).toEqual([t(key), 'Umur berapa?'])
    expect(chat.top?.tries).toBe(0)
  })

  it('is asked again after a contact, too', () => {
    expect(at('letter', 'age').send({ type: 'contact', phone: '0812' }).question?.reply.text).toBe(
      'Umur berapa?',
    )
  })
})

describe('beside an offer of next steps', () => {
  it('the same question is answered again', () => {
    const chat = new Chat()
    const once = chat.say('iuran berapa')
    expect(chat.say('iuran berapa').texts.at(-1)).toBe(once.texts.at(-1))
    expect(chat.say('berapa iurannya').notes).not.toContain('misunderstood')
  })
})

describe('words under a photo', () => {
  it('are heard as words', () => {
    const turn = new Chat().send({ type: 'image', caption: 'iuran berapa', media: { ref: 'media:1' } })
    expect(turn.said).toContain(t('media.with_words'))
    expect(turn.question?.flow).toBe('contribution')
  })
})

describe('reserved words at any question', () => {
  it('menu opens the menu, lanjut comes back to the question', () => {
    const chat = at('letter', 'age')
    expect(chat.say('menu').question?.flow).toBe('menu')
    expect(chat.say('lanjut').texts).toEqual([t('engine.back_to', { title: 'surat uji' }), 'Umur berapa?'])
  })

  it('batal puts it aside, lanjut brings it back with its answers', () => {
    const { chat } = begin('letter')
    chat.all('merah')
    expect(chat.say('batal').texts).toEqual([t('engine.cancelled_kept', { title: 'surat uji' })])
    expect(chat.session.stack).toEqual([])
    expect(chat.say('lanjut').question?.reply.text).toBe('Umur berapa?')
    expect(chat.top?.slots.colour).toBe('red')
    expect(chat.say('41').texts).toEqual(['Ceritakan.'])
  })

  it('batal at the question what staff are wanted for leaves that question alone', () => {
    const chat = at('letter', 'age')
    if (chat.top) chat.top.slots.colour = 'red'
    expect(chat.say('petugas').question?.reply.text).toBe(t('staff.ask_about'))
    const turn = chat.say('batal')
    expect(turn.texts).toEqual([t('engine.back_to', { title: 'surat uji' }), 'Umur berapa?'])
    expect(chat.session.shelf).toBeUndefined()
    expect(chat.say('41').question?.reply.text).toBe('Ceritakan.')
    expect(chat.top?.slots).toMatchObject({ colour: 'red', age: 41 })
  })

  it('batal at it, where nothing else is open, ends it', () => {
    const chat = at('letter', 'age')
    chat.session.stack = []
    chat.all('petugas', 'batal')
    expect(chat.session.stack).toEqual([])
  })

  it.each(['ya kirim', 'iya', 'ya benar'])(
    '"%s" to what was put aside is told that nothing was sent',
    (word) => {
      const { chat } = begin('letter')
      chat.all('merah', 'batal')
      expect(chat.say(word).texts).toEqual([t('engine.kept_unsent', { title: 'surat uji' })])
      expect(chat.say('lanjut').question?.reply.text).toBe('Umur berapa?')
    },
  )

  it('batal with nothing open says so', () => {
    const chat = begin('timed').chat
    chat.say('ya')
    expect(chat.say('batal').texts).toEqual([t('engine.nothing_to_cancel')])
  })

  it('kembali asks the question before again; at the first it says so', () => {
    const { chat } = begin('letter')
    chat.say('merah')
    expect(chat.say('kembali').texts).toEqual(['Warna atau isi yang mana?'])
    expect(chat.say('hijau').texts).toEqual(
      ['Merah itu berani.', 'Umur berapa?'].map((s) => s.replace('Merah itu berani', 'Hijau itu sejuk')),
    )
    chat.say('kembali')
    expect(chat.say('kembali').texts).toEqual([t('engine.no_back'), 'Warna atau isi yang mana?'])
  })

  it('kembali at the first question of a digression goes back to the question it left', () => {
    const chat = at('letter', 'age')
    chat.say('petugas')
    expect(chat.at).toBe('staff.about')
    expect(chat.say('kembali').question?.reply.text).toBe('Umur berapa?')
  })

  it('ulangi puts the question again', () => {
    expect(at('letter', 'age').say('ulangi').texts).toEqual(['Umur berapa?'])
  })

  it.each(['bingung', '?'])('%s helps with the open question', (word) => {
    const turn = at('letter', 'age').say(word)
    expect(turn.texts).toEqual([t('help.age', { choices: '' }), 'Umur berapa?'])
  })

  it('bantuan alone asks which help is meant', () => {
    const chat = at('letter', 'age')
    expect(chat.say('bantuan').texts).toEqual([t('engine.help_which')])
    expect(chat.say('1').texts).toEqual([t('help.age', { choices: '' }), 'Umur berapa?'])
    chat.say('bantuan')
    chat.say('bantuan sosial')
    expect(chat.at).not.toBe('letter.age')
  })

  it('petugas asks what it is about, and whoever only repeats it stands in the queue', () => {
    const chat = at('letter', 'age')
    chat.all('petugas', 'petugas')
    expect(chat.session.owner).toBe('queue')
    expect(chat.session.stack.map(({ flow }) => flow)).toEqual(['letter', 'staff'])
    expect(chat.session.hand?.topic).toBe('letter')
  })

  it('lanjut at a question that was never left asks it again instead of failing it', () => {
    const chat = at('letter', 'age')
    expect(chat.say('lanjut').question?.reply.text).toBe('Umur berapa?')
    expect(chat.top?.tries).toBe(0)
  })

  it('lanjut is a yes where yes is an answer', () => {
    const chat = at('timed', 'it')
    expect(chat.say('lanjut').texts).toEqual(['Terima kasih sudah selesai.'])
  })
})

describe('another topic at an open question', () => {
  it('is answered, and the question comes back', () => {
    const chat = at('letter', 'age')
    const turn = chat.say('berapa iuran bpu per bulan?')
    expect(turn.said).toContain('Rp')
    expect(turn.said).toMatch(/Sumber: .*\d{4}/)
    expect(chat.session.stack[0]).toMatchObject({ flow: 'letter', node: 'age' })
    while (chat.at !== 'letter.age') chat.say('kembali')
    expect(chat.say('41').texts).toEqual(['Ceritakan.'])
  })

  it('a question under a digression takes a tap on its own button', () => {
    const { chat } = begin('letter')
    chat.say('petugas')
    expect(chat.tap('letter.colour.green').texts).toEqual(['Hijau itu sejuk.', 'Umur berapa?'])
    expect(chat.session.stack).toHaveLength(1)
  })

  it('a flow that is open below the menu is gone on with, not begun a second time', () => {
    const chat = at('eligibility', 'age')
    if (chat.top) chat.top.slots.home = { kind: 'city' }
    chat.say('menu')
    chat.say('1')
    expect(chat.at).toBe('eligibility.age')
    expect(chat.session.stack).toHaveLength(1)
  })

  it('of many flows on top of each other the oldest is dropped, never the newest wish', () => {
    const chat = at('letter', 'age')
    for (const flow of ['accident', 'complaint', 'erasure', 'status', 'dtsen', 'privacy'])
      chat.session.stack.push({ flow, hash: '', node: 'nowhere', slots: {}, trail: [], tries: 0 })
    chat.say('menu')
    expect(chat.session.stack.length).toBeLessThanOrEqual(7)
    expect(chat.top?.flow).toBe('menu')
  })
})

describe('the word that the first message offers beside "menu" and "petugas"', () => {
  it.each([
    ['privasi', 'name'],
    ['kebijakan privasi', 'name'],
    ['privasi', 'where'],
    ['privasi', 'story'],
    ['kebijakan privasi', 'injury'],
  ])('"%s" is answered at accident.%s, which stays open', (word, node) => {
    const chat = at('accident', node)
    expect(t('engine.first', { service_name: '' })).toContain('"privasi"')
    expect(chat.say(word).texts.join()).toContain(t('privacy.kept'))
    chat.say('lanjut')
    expect(chat.at).toBe(`accident.${node}`)
    expect(chat.top?.slots).toEqual({})
  })
})
