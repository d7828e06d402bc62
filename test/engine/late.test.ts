/** @module What other channels bring that a page does not: messages that come late, edits, lost files, words typed on the phone. */

import { describe, expect, it } from 'vitest'
import type { Content } from '../../src/core/chat.ts'
import { FILE_FAULTS } from '../../src/core/lists.ts'
import { LATE_AGAIN_MS, LATE_MS } from '../../src/engine/limits.ts'
import { at, begin, Chat, HOUR, REAL, SECOND, t } from './world.ts'

/** Messages written `ago` ms before they are heard, in one go. */
function late(chat: Chat, ago: number, ...texts: string[]): string[] {
  return texts.flatMap((text, index) => {
    const message = chat.message({ type: 'text', text }, index < texts.length - 1)
    return chat.take({ ...message, at: chat.now - ago + index * SECOND }).texts
  })
}

describe('after the service was away', () => {
  it('says one apology, applies each answer, and asks the open question again', () => {
    const chat = begin('letter').chat
    const said = late(chat, 3 * HOUR, 'merah', '41')
    expect(said.filter((text) => text === t('engine.late'))).toHaveLength(1)
    expect(said[0]).toBe(t('engine.late'))
    expect(chat.top?.slots).toMatchObject({ colour: 'red', age: 41 })
    expect(said.at(-1)).toContain(chat.take(chat.message({ type: 'sticker' })).question?.reply.text ?? '?')
  })

  it('apologises before the answer, and not again for what comes a little later', () => {
    const chat = new Chat()
    const first = late(chat, LATE_MS, 'apa itu sigap?')
    expect(first[0]).toBe(t('engine.late'))
    expect(first.length).toBeGreaterThan(1)
    expect(late(chat, LATE_MS, 'menu')).not.toContain(t('engine.late'))
    chat.wait(LATE_AGAIN_MS)
    expect(late(chat, LATE_MS, 'menu')).toContain(t('engine.late'))
  })

  it.each([
    'halo?',
    'kok ga dibales',
    'kak',
    'min kok lama',
    'belum dijawab juga dr tadi',
    'ada orangnya ga',
  ])('goes on with the open question when they only asked meanwhile: %s', (nudge) => {
    const chat = begin('letter').chat
    const said = late(chat, 3 * HOUR, 'merah', nudge)
    expect(said).toEqual([t('engine.late'), 'Merah itu berani.', 'Umur berapa?'])
    expect(chat.at).toBe('letter.age')
    expect(chat.top?.slots.colour).toBe('red')
  })

  it('hears the same words as a complaint when nobody had to wait', () => {
    const chat = at('letter', 'colour')
    chat.say('kok ga dibales')
    expect(chat.top?.flow).not.toBe('letter')
  })

  it('says nothing of it when the message is as fresh as any', () => {
    expect(late(new Chat(), LATE_MS - 1, 'menu')).not.toContain(t('engine.late'))
  })

  it('calls 112 before it apologises', () => {
    const said = late(new Chat(), 2 * HOUR, 'tolong temen saya jatuh dari tangga kepalanya berdarah')
    expect(said.indexOf(t('engine.emergency'))).toBe(0)
    expect(said).toContain(t('engine.late'))
  })

  it('leaves the apology to staff who have the chat', () => {
    const chat = begin('letter').chat
    chat.staff({ act: 'take', staffId: 'a' })
    expect(late(chat, 3 * HOUR, 'halo')).toEqual([])
  })
})

describe('an edited message', () => {
  const edited: Content = { type: 'unsupported', what: 'edited', text: 'biru' }

  it('changes nothing, is told so, and the open question is asked again', () => {
    const chat = at('letter', 'colour')
    const turn = chat.send(edited)
    expect(turn.texts[0]).toBe(t('media.edited'))
    expect(turn.question).toBeDefined()
    expect(chat.top?.slots.colour).toBeUndefined()
    expect(new Chat().send(edited).said).toContain(t('media.edited'))
  })

  it('is heard when it is a cry for help', () => {
    const chat = at('letter', 'colour')
    expect(chat.send({ ...edited, text: 'tolong ada yang kecelakaan berdarah banyak' }).texts[0]).toBe(
      t('engine.emergency'),
    )
  })
})

describe('a file that was lost', () => {
  const lose = (chat: Chat) =>
    chat.take({ type: 'file', id: 'f1', at: chat.now, media: 'voice', why: 'too_big' })

  it('is told to the resident in words of its kind, and the question stays', () => {
    const chat = at('letter', 'colour')
    const turn = lose(chat)
    expect(turn.texts).toEqual([t('file.lost', { media: 'voice', why: 'too_big' })])
    expect(turn.said).toContain('pesan suara')
    expect(turn.notes).toContain('file_lost')
    expect(chat.at).toBe('letter.colour')
  })

  it('rings staff who have the chat', () => {
    const chat = begin('letter').chat
    chat.staff({ act: 'take', staffId: 'a' })
    const turn = lose(chat)
    expect(turn.requests).toContain('alarm')
    expect(turn.texts).toHaveLength(1)
  })
})

describe('words typed on the phone of the line', () => {
  const typed = { act: 'typed', staffId: 'phone', text: 'Saya bantu langsung, Bu' } as const

  it('take the chat over without another word, and stand in the journal', () => {
    const chat = begin('letter').chat
    const turn = chat.staff(typed)
    expect(chat.session.owner).toBe('staff:phone')
    expect(turn.texts).toEqual([])
    expect(turn.effects).toContainEqual({
      type: 'said',
      author: 'staff',
      by: 'phone',
      reply: { text: typed.text },
    })
    expect(chat.say('baik pak').texts).toEqual([])
  })

  it('leave the chat with the officer who has it', () => {
    const chat = begin('letter').chat
    chat.staff({ act: 'take', staffId: 'a' })
    chat.staff(typed)
    expect(chat.session.owner).toBe('staff:a')
  })

  it('leave the chat to any officer who takes it, and it can be handed back to the bot', () => {
    const chat = begin('letter').chat
    chat.staff(typed)
    const taken = chat.staff({ act: 'take', staffId: 'a' })
    expect(taken.result).toMatchObject({ ok: true })
    expect(taken.texts).toEqual([t('engine.staff_changed')])
    expect(taken.requests).toEqual(['card'])
    expect(chat.session.owner).toBe('staff:a')
    const back = chat.staff({ act: 'hand_back', staffId: 'a', to: 'resume' })
    expect(chat.session.owner).toBe('bot')
    expect(back.question?.node).toBe('colour')
  })

  it('end when the silence runs out: the chat waits for staff again', () => {
    const chat = begin('letter').chat
    chat.staff(typed)
    chat.office({ type: 'returned_to_queue', position: 1, open: true, hoursKnown: true })
    expect(chat.session.owner).toBe('queue')
  })
})

it('has a sentence for every way a file can be lost', () => {
  for (const lang of ['id', 'en'] as const) {
    const said = FILE_FAULTS.map((why) => REAL.texts.format('file.lost', lang, { media: 'image', why }))
    // Two mean the same to a resident: it could not be fetched.
    expect(new Set(said).size).toBe(FILE_FAULTS.length - 1)
  }
})
