/** @module A yes, a tap or a word that was meant for something else: it never agrees to what is open. */

import { describe, expect, it } from 'vitest'
import type { OfficeNotice } from '../../src/core/chat.ts'
import { RESUME_AFTER_MS } from '../../src/engine/limits.ts'
import { at, type Chat, SECOND, T0, t } from './world.ts'

const NEWS: OfficeNotice = {
  type: 'case_changed',
  number: 'SGP-0000-0059',
  kind: 'accident',
  state: 'checked',
  changedAt: T0,
}
const consent = () => at('complaint', 'consent')
const isFiled = (chat: Chat) => chat.asked.some(({ request }) => request.type === 'file_case')
/** Something was not understood, and a person is offered. */
const offered = () => {
  const chat = consent()
  // Something to come back to after a silence.
  if (chat.top) chat.top.slots.about = 'chat'
  chat.all('hmm gitu', 'hmm gitu', 'hmm gitu')
  expect(chat.session.offer?.kind).toBe('staff')
  return chat
}

describe('after news of a case', () => {
  it.each(['ok', 'iya', 'ya', 'baik', 'siap', 'iya makasih infonya', 'oke pak', '👍'])(
    '"%s" is said to the news: the open question is asked again',
    (word) => {
      const chat = consent()
      chat.office(NEWS)
      const heard = chat.say(word)
      expect(isFiled(chat)).toBe(false)
      expect(chat.at).toBe('complaint.consent')
      expect(heard.question?.node).toBe('consent')
      expect(heard.texts).not.toContain(t('retry.yes_no'))
      chat.say('ya')
      expect(isFiled(chat), 'now it is said to the question').toBe(true)
    },
  )

  it.each(['iya', 'iya apa kabarnya', 'ok'])('"%s" takes no offer that stood before it', (word) => {
    const chat = offered()
    chat.office(NEWS)
    chat.say(word)
    expect(chat.session.owner).toBe('bot')
    expect(chat.at).toBe('complaint.consent')
    expect(isFiled(chat)).toBe(false)
  })

  it('a tap on the button of the open question is an answer to it', () => {
    const chat = consent()
    chat.office(NEWS)
    chat.tap('complaint.consent.yes', 'Ya, kirim')
    expect(isFiled(chat)).toBe(true)
  })

  it('what can only be an answer is one', () => {
    const chat = at('letter', 'age')
    chat.office(NEWS)
    expect(chat.say('41 tahun').question?.reply.text).toBe('Ceritakan.')
  })

  it('nothing is asked again where nothing is open', () => {
    const chat = at('letter', 'age')
    chat.session.stack = []
    chat.office(NEWS)
    expect(chat.say('ok').question).toBeUndefined()
  })
})

it('an offer of hours ago is no longer taken by a yes', () => {
  const chat = offered()
  chat.world = { ...chat.world, now: new Date(chat.now + RESUME_AFTER_MS) }
  chat.say('iya')
  expect(chat.session.offer?.kind).toBe('resume')
  expect(chat.at).toBe('complaint.consent')
  expect(isFiled(chat)).toBe(false)
})

describe('an old button', () => {
  it.each([
    ['accident.review.yes', 'Sudah benar'],
    ['accident.consent.yes', 'Ya, kirim'],
    ['accident.when.yes', 'Ya, benar'],
    ['offer.resume.go_on', 'Ya, lanjut'],
    ['nowhere.at_all', 'Ya'],
  ])('of another question (%s) agrees to nothing', (id, label) => {
    for (const node of ['review', 'consent']) {
      const chat = at('complaint', node)
      const heard = chat.tap(id, label)
      expect(heard.texts[0]).toBe(t('engine.old_button'))
      expect(heard.question?.node).toBe(node)
      expect(chat.at).toBe(`complaint.${node}`)
      expect(chat.top?.tries).toBe(0)
      expect(isFiled(chat)).toBe(false)
    }
  })

  it('tapped twice files once, and is not heard anew after the number', () => {
    const chat = consent()
    chat.tap('complaint.consent.yes', 'Ya, kirim')
    expect(chat.tap('complaint.consent.yes', 'Ya, kirim').texts).toEqual([t('engine.wait')])
    const filed = chat.filed()
    expect(filed.notes).not.toContain('misunderstood')
    expect(filed.said).toContain('SGP-TEST-1')
    expect(chat.asked.filter(({ request }) => request.type === 'file_case')).toHaveLength(1)
  })

  it('names nobody', () => {
    const chat = at('accident', 'name')
    chat.tap('nothing', 'Sudah benar')
    expect(chat.at).toBe('accident.name')
  })
})

describe('what came before a question was put', () => {
  /** Written while the bot still worked: it came a second before the question was put. */
  const early = (chat: Chat, text: string) => {
    const asked = chat.session.asked?.at ?? 0
    return chat.take({ ...chat.message({ type: 'text', text }), receivedAt: asked - SECOND })
  }
  const asked = (flow: string, node: string) => {
    const chat = at(flow, node)
    chat.session.asked = { question: `${flow}.${node}`, at: T0 }
    return chat
  }

  it('gives no consent', () => {
    const chat = asked('complaint', 'consent')
    const heard = early(chat, 'ya')
    expect(isFiled(chat)).toBe(false)
    expect(heard.question?.node).toBe('consent')
    expect(heard.texts).toHaveLength(1)
    chat.say('ya')
    expect(isFiled(chat)).toBe(true)
  })

  it('is no name', () => {
    const chat = asked('accident', 'name')
    expect(early(chat, 'Budi Santoso').question?.node).toBe('name')
    expect(chat.say('Budi Santoso').question?.node).toBe('where')
  })

  it('is no failed answer either', () => {
    const chat = asked('letter', 'age')
    for (let n = 0; n < 4; n++) expect(early(chat, 'hmm gitu').texts).toEqual(['Umur berapa?'])
    expect(chat.top?.tries).toBe(0)
  })

  it('still answers what can be told unasked', () => {
    const chat = asked('letter', 'age')
    expect(early(chat, '41 tahun').question?.reply.text).toBe('Ceritakan.')
  })

  it('was seen when the same question is put again', () => {
    const chat = asked('accident', 'name')
    chat.world = { ...chat.world, now: new Date(T0 + 5 * SECOND) }
    expect(chat.say('halo').question?.node).toBe('name')
    const answer = { ...chat.message({ type: 'text', text: 'Budi Santoso' }), receivedAt: T0 + SECOND }
    expect(chat.take(answer).question?.node).toBe('where')
  })
})
