/** @module Messages that arrive at once: by the policy of the open question each, joined, or the last. */

import { describe, expect, it } from 'vitest'
import { gather, holdFor } from '../../src/engine/gather.ts'
import { JOIN_HOLD_MS } from '../../src/engine/limits.ts'
import { at, begin, Chat, HOUR, REAL, SECOND, T0, t } from './world.ts'

const questions = (turns: { question: unknown }[]) => turns.filter(({ question }) => question !== undefined)

describe('each (the default)', () => {
  it('every message answers the question open at its turn, and only the last question is sent', () => {
    const chat = at('caller', 'call')
    chat.session.stack = []
    const started = begin('caller').chat
    const turns = started.burst('hijau', 'ya')
    expect(turns.map(({ texts }) => texts)).toEqual([['Dicatat: Hijau.'], ['Terima kasih sudah selesai.']])
  })

  it('puts only the question that is open in the end', () => {
    const { chat } = begin('letter')
    const turns = chat.burst('merah', '41')
    expect(questions(turns)).toHaveLength(1)
    expect(turns.at(-1)?.question?.reply.text).toBe('Ceritakan.')
  })

  it('a message that fits nowhere is noted, not lost, and counts no failure', () => {
    const chat = at('letter', 'age')
    const turns = chat.burst('hmm gitu', '41')
    expect(turns[0]?.notes).toContain('misunderstood')
    expect(turns[1]?.question?.reply.text).toBe('Ceritakan.')
  })
})

describe('last', () => {
  it('of several choices for one question the last counts', () => {
    const { chat } = begin('letter')
    const turns = chat.burst('merah', 'hijau', 'biru')
    expect(turns).toHaveLength(1)
    expect(chat.top?.slots.colour).toBe('blue')
  })

  it('what is no choice is read after it', () => {
    const { chat } = begin('letter')
    const turns = chat.burst('merah', 'hijau', 'umur saya 41')
    expect(turns).toHaveLength(2)
    expect(chat.top?.slots).toMatchObject({ colour: 'green', age: 41 })
  })

  it('a reserved word among choices is obeyed', () => {
    const { chat } = begin('letter')
    chat.burst('merah', 'menu')
    expect(chat.top?.flow).toBe('menu')
    expect(chat.session.stack[0]?.slots.colour).toBe('red')
  })
})

describe('join', () => {
  it('"orang" alone is part of what is told, and calls nobody', () => {
    const chat = at('letter', 'story')
    chat.burst('saya ditabrak', 'orang', 'di depan pasar')
    expect(chat.top?.slots.story).toBe('saya ditabrak\norang\ndi depan pasar')
    expect(chat.session.owner).toBe('bot')
    const piece = at('letter', 'age')
    piece.burst('umur', 'orang', 'nya 41')
    expect(piece.session.stack.map(({ flow }) => flow)).toEqual(['letter'])
    expect(piece.session.owner).toBe('bot')
  })

  it.each(['mau orang', 'orang dong kak', 'bicara orang'])('"%s" still calls a person', (said) => {
    const chat = at('letter', 'story')
    expect(chat.say(said).question?.reply.text).toBe(t('staff.ask_about'))
  })

  it('texts are one answer', () => {
    const chat = at('letter', 'story')
    const turns = chat.burst('tadi pagi', 'jalannya licin', 'banyak lubang')
    expect(turns).toHaveLength(1)
    expect(chat.top?.slots.story).toBe('tadi pagi\njalannya licin\nbanyak lubang')
  })

  it('a reserved word, a tap or a photo ends the telling and is heard for itself', () => {
    const word = at('letter', 'story')
    expect(word.burst('jalannya licin', 'ulangi')).toHaveLength(2)
    expect(word.top?.slots.story).toBe('jalannya licin')
    const photo = at('letter', 'story')
    const turns = photo.burst('jalannya licin', { type: 'image', media: { ref: 'media:1' } }, 'banyak lubang')
    expect(turns).toHaveLength(3)
    expect(photo.top?.slots.story).toBe('jalannya licin')
    const tap = at('letter', 'story')
    expect(tap.burst('jalannya licin', { type: 'choice', id: 'letter.review.yes' })).toHaveLength(2)
  })

  it('a cry for help in it is answered at once', () => {
    const chat = at('letter', 'story')
    const first = chat.message({ type: 'text', text: 'tolong pak teman saya pingsan berdarah' })
    const now = gather(REAL, chat.session, [first], T0, false)
    expect(now).toMatchObject({ take: 1 })
    if ('event' in now) expect(chat.take(now.event).texts[0]).toBe(t('engine.emergency'))
  })

  it('only telling holds a message back, and never for longer than its limit', () => {
    expect(holdFor(REAL, at('letter', 'story').session)).toBe(JOIN_HOLD_MS)
    expect(holdFor(REAL, at('letter', 'age').session)).toBe(0)
    const chat = at('letter', 'story')
    const first = chat.message({ type: 'text', text: 'jalannya licin' })
    const look = (now: number, at = first.at) => gather(REAL, chat.session, [{ ...first, at }], now, false)
    expect(look(T0)).toEqual({ waitUntil: T0 + JOIN_HOLD_MS })
    expect(look(T0 + JOIN_HOLD_MS)).toMatchObject({ take: 1 })
    expect(look(T0, T0 + HOUR), 'a clock ahead of ours').toMatchObject({ take: 1 })
    expect(look(T0, T0 - HOUR), 'an old backlog').toMatchObject({ take: 1 })
  })

  it('texts further apart than the hold are two answers', () => {
    const chat = at('letter', 'story')
    const first = chat.message({ type: 'text', text: 'jalannya licin' })
    const next = { ...chat.message({ type: 'text', text: '41' }), at: T0 + 5 * SECOND }
    expect(gather(REAL, chat.session, [first, next], T0 + 5 * SECOND, true)).toMatchObject({ take: 1 })
  })

  it('nothing is joined across an offer, a digression or another owner', () => {
    const { session } = at('letter', 'story')
    expect(holdFor(REAL, { ...session, owner: 'queue' })).toBe(0)
    expect(holdFor(REAL, { ...session, stack: [] })).toBe(0)
  })

  it('a session of another version is gathered too', () => {
    const old = JSON.parse('{"v":0}')
    const chat = at('letter', 'story')
    const message = chat.message({ type: 'text', text: 'halo' })
    expect(gather(REAL, old, [message], T0, false)).toMatchObject({ take: 1 })
  })
})

describe('where nothing is open', () => {
  it('bubbles that wait are one wish, and who is called is nobody the story is about', () => {
    const chat = new Chat()
    const turns = chat.burst('bang', 'gw ojol', 'kmrn sore ktabrak di kalimalang', 'lapornya gmn')
    expect(turns).toHaveLength(1)
    expect(chat.top).toMatchObject({ flow: 'accident', node: 'who' })
    expect(chat.top?.slots.who).toBeUndefined()
  })

  it('two wishes are both kept: one is answered, the other offered', () => {
    const chat = new Chat()
    const [turn] = chat.burst('iuran berapa sebulan', 'kantor bpjs dimana ya')
    expect(turn?.said).toContain('Jl. Pramuka')
    expect(turn?.said).toContain('Tadi Anda juga bertanya soal iuran')
  })

  it('a cry for help, a reserved word and a photo are heard for themselves', () => {
    expect(new Chat().burst('halo', 'tolong teman saya pingsan berdarah', 'cepat')).toHaveLength(3)
    expect(new Chat().burst('halo', 'menu')).toHaveLength(2)
    expect(new Chat().burst('halo', { type: 'image', media: { ref: 'media:1' } })).toHaveLength(2)
  })

  it('greetings alone are one greeting', () => {
    expect(new Chat().burst('p', 'halo', 'min')).toHaveLength(1)
  })
})
