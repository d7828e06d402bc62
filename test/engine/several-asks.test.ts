/** @module Several asks in one message, English unasked, and what is kept when nothing is understood. */

import { describe, expect, it } from 'vitest'
import { Chat, t } from './world.ts'

describe('several asks in one message', () => {
  it('are answered one by one: the second is offered after the first', () => {
    const chat = new Chat()
    const first = chat.say('iuran berapa sebulan? trus kantor bpjs dimana ya')
    const labels = first.question?.reply.choices?.map(({ label }) => label)
    expect(labels).toEqual([t('engine.offer.also'), t('engine.offer.not_now')])
    const second = chat.say('ya')
    expect(`${first.said} ${second.said}`).toContain('Jl. Pramuka')
    expect(`${first.said} ${second.said}`).toContain('Rp16.800')
  })

  it('begin with the accident, whatever was written first', () => {
    const turn = new Chat().say('iuran berapa sebulan? sekalian mau lapor kemarin saya jatuh dari motor')
    expect(turn.question?.flow).toBe('accident')
  })

  it('are no offer for whoever leaves', () => {
    const chat = new Chat()
    chat.say('mau lapor kecelakaan kemarin? trus kantor bpjs dimana ya')
    chat.say('batal')
    expect(chat.say('makasih, dadah').question?.reply.choices?.map(({ label }) => label) ?? []).not.toContain(
      t('engine.offer.also'),
    )
  })
})

describe('English', () => {
  it('is answered in English from the first sentence of it', () => {
    const turn = new Chat().say('good morning, I want to report an accident')
    expect(turn.question?.flow).toBe('accident')
    expect(turn.said).toContain('Who had the accident?')
  })

  it('is told to be there on a bare hello, once, and changes nothing', () => {
    const chat = new Chat()
    expect(chat.say('hello').said).toContain(t('engine.english_there'))
    expect(chat.say('hello').said).not.toContain(t('engine.english_there'))
    expect(chat.say('iuran berapa').said).toContain('Rp16.800')
  })

  it('is not what somebody asks for who finds the words too hard', () => {
    const chat = new Chat()
    chat.say('dtsen itu apa')
    expect(chat.say('bahasanya ribet pak, yg gampang aja').said).toContain(t('engine.plain_words'))
  })
})
