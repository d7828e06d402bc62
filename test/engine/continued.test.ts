/** @module The rest of a story that comes after the next question was put: part of the story, and no failed answer. */

import { describe, expect, it } from 'vitest'
import { CONTINUED_MS, JOIN_HOLD_MS } from '../../src/engine/limits.ts'
import { at, t } from './world.ts'

const ADDED = t('engine.continued', { answer: 'Cerita' })

/** A story told on the road; the question about the police is open. */
function told() {
  const chat = at('accident', 'story')
  if (chat.top) Object.assign(chat.top, { slots: { who: 'self', where: 'traffic' }, trail: ['who', 'where'] })
  chat.say('saya ditabrak mobil dari belakang')
  expect(chat.at).toBe('accident.police')
  chat.wait(JOIN_HOLD_MS + 500)
  return chat
}

describe('after a story, beside a question with choices', () => {
  it.each([
    'mobilnya langsung kabur ke arah Cakung',
    'terus saya jatuh',
    'waktu itu jalanan licin habis hujan deras',
    'saya terseret sepuluh meter sampai trotoar',
  ])('"%s" is added to the story, said so, and the question stays', (more) => {
    const chat = told()
    const turn = chat.say(more)
    expect(chat.top?.slots.story).toBe(`saya ditabrak mobil dari belakang\n${more}`)
    expect(turn.texts[0]).toBe(ADDED)
    expect(turn.question?.node).toBe('police')
    expect(turn.notes).not.toContain('misunderstood')
    expect(chat.say('belum lapor').question?.node).toBe('injury')
    expect(chat.top?.slots.police).toBe('not_yet')
  })

  it('several pieces come together, in their order', () => {
    const chat = told()
    chat.all('mobilnya langsung kabur ke arah Cakung', 'terus saya ditolong warga')
    expect(chat.top?.slots.story).toBe(
      'saya ditabrak mobil dari belakang\nmobilnya langsung kabur ke arah Cakung\nterus saya ditolong warga',
    )
  })

  it('what came before the question was seen is added too', () => {
    const chat = at('accident', 'story')
    if (chat.top)
      Object.assign(chat.top, { slots: { who: 'self', where: 'traffic' }, trail: ['who', 'where'] })
    const late = chat.message({ type: 'text', text: 'mobilnya langsung kabur ke arah Cakung' })
    chat.wait(1_000)
    chat.say('saya ditabrak mobil dari belakang')
    expect(chat.take({ ...late, receivedAt: late.at }).texts[0]).toBe(ADDED)
  })

  it.each([
    ['belum ada laporan ke polisi', 'not_yet'],
    ['sudah damai sama yang nabrak', 'settled'],
    ['2', 'not_yet'],
    ['terus terang belum lapor polisi', 'not_yet'],
  ])('"%s" is an answer as before', (said, police) => {
    const chat = told()
    chat.say(said)
    expect(chat.top?.slots).toMatchObject({ police, story: 'saya ditabrak mobil dari belakang' })
  })

  it.each([
    'harus lapor polisi nggak sih?',
    'makasih banyak ya kak atas bantuannya',
    'asdf qwer',
    'hmm gitu',
  ])('"%s" is no story', (said) => {
    const chat = told()
    expect(chat.say(said).texts).not.toContain(ADDED)
    const report = chat.session.stack.find(({ flow }) => flow === 'accident')
    expect(report?.slots.story).toBe('saya ditabrak mobil dari belakang')
  })

  it('long after the question was put words are asked back as before', () => {
    const chat = told()
    chat.wait(CONTINUED_MS)
    expect(chat.say('mobilnya langsung kabur ke arah Cakung').texts).not.toContain(ADDED)
  })

  it('after an answer that failed they are asked back as well: nobody is left with one question', () => {
    const chat = told()
    chat.say('hmm gitu')
    expect(chat.say('kata pak lurah nanti dibantu').texts).not.toContain(ADDED)
  })
})

it('beside a question no story stands before, words are asked back as before', () => {
  const chat = at('accident', 'who')
  expect(chat.say('mobilnya langsung kabur ke arah Cakung').texts[0]).not.toContain('tambahkan')
})
