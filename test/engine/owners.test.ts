/** @module Who owns the chat: the queue, a member of staff, the bot again. One speaks, never two. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content } from '../../src/core/chat.ts'
import { QUEUE_TIMEOUT_MS } from '../../src/engine/limits.ts'
import { at, begin, type Chat, t } from './world.ts'

const queued = (): Chat => {
  const chat = begin('letter').chat
  chat.all('merah', 'petugas', 'soal surat saya')
  return chat
}

const taken = (): Chat => {
  const chat = queued()
  chat.staff({ act: 'take', staffId: 'a' })
  return chat
}

describe('in the queue', () => {
  it('the request carries what was answered and what it is about, and the place is told', () => {
    const chat = queued()
    const asked = chat.asked.findLast(({ request }) => request.type === 'request_staff')?.request
    expect(asked).toMatchObject({ type: 'request_staff', reason: 'asked', topic: 'letter', urgent: false })
    expect(asked && 'summary' in asked && asked.summary).toContainEqual({ label: 'Warna', value: 'Merah' })
    expect(chat.position(4).said).toContain('4')
    expect(chat.session.hand?.position).toBe(4)
  })

  it('outside the hours a day is promised, and without known hours nothing is', () => {
    const closed = queued()
    const re = closed.re('request_staff')
    const opensAt = closed.now + 20 * 3_600_000
    const told = closed.office({
      type: 'queue_position',
      re,
      position: 1,
      open: false,
      opensAt,
      hoursKnown: true,
    })
    expect(told.said).toContain('Selasa')
    const unknown = queued()
    const open = { re: unknown.re('request_staff'), position: 1, open: false, hoursKnown: false }
    expect(unknown.office({ type: 'queue_position', ...open }).said).toBe(
      t('engine.queue.unknown', { position: 1 }),
    )
  })

  it('keeps every other message for staff, without an answer of the bot', () => {
    const chat = queued()
    const turn = chat.say('berapa iuran per bulan?')
    expect(turn.texts).toEqual([t('engine.queue.kept')])
    expect(turn.notes).toContain('kept_for_staff')
    expect(turn.requests).toEqual(expect.arrayContaining(['card', 'ask_position']))
    expect(chat.send({ type: 'voice' }).texts).toEqual([t('engine.queue.kept_media')])
  })

  it('batal leaves it, and the question that stood open comes back', () => {
    const chat = queued()
    const turn = chat.say('batal')
    expect(turn.texts[0]).toBe(t('engine.queue.left'))
    expect(turn.question?.reply.text).toBe('Umur berapa?')
    expect(turn.requests).toContain('leave_queue')
    expect(chat.session.owner).toBe('bot')
    expect(chat.say('41').question?.reply.text).toBe('Ceritakan.')
  })

  it('an emergency gets 112 at once and rings staff', () => {
    const turn = queued().say('tolong pak teman saya pingsan berdarah')
    expect(turn.texts[0]).toBe(t('engine.emergency'))
    expect(turn.requests).toContain('alarm')
  })

  it('nobody waits for ever, not even after a return to the queue', () => {
    const chat = taken()
    chat.staff({ act: 'return_to_queue', staffId: 'a', by: 'staff' })
    expect(chat.session.owner).toBe('queue')
    const turns = chat.wait(QUEUE_TIMEOUT_MS)
    expect(chat.session.owner).toBe('bot')
    expect(turns.at(-1)?.said).toContain(t('staff.later'))
    expect(turns.at(-1)?.question?.reply.text).toBe('Umur berapa?')
  })

  it('a place told after leaving is not said', () => {
    const chat = queued()
    chat.say('batal')
    const turn = chat.position(2)
    expect(turn.texts).toEqual([])
    expect(turn.notes).toEqual(['stale_event'])
  })
})

describe('staff', () => {
  it('take a chat: the epoch rises, the resident is told, the wait is over', () => {
    const chat = queued()
    const { epoch } = chat.session
    const turn = chat.staff({ act: 'take', staffId: 'a' })
    expect(turn.result).toMatchObject({ ok: true })
    expect(turn.texts).toEqual([t('engine.staff_joined')])
    expect(chat.session).toMatchObject({ owner: 'staff:a', epoch: epoch + 1 })
    expect([...chat.timers.keys()].filter((key) => key.startsWith('office:'))).toEqual([])
  })

  it('the second of two gets nothing', () => {
    const chat = taken()
    const { epoch } = chat.session
    expect(chat.staff({ act: 'take', staffId: 'b' }).result).toEqual({
      type: 'act_result',
      ok: false,
      why: 'owned',
      owner: 'staff:a',
    })
    expect(chat.staff({ act: 'reply', staffId: 'b', text: 'Halo' }).result).toMatchObject({
      why: 'not_yours',
    })
    expect(chat.staff({ act: 'hand_back', staffId: 'b', to: 'menu' }).result).toMatchObject({ ok: false })
    expect(chat.session).toMatchObject({ owner: 'staff:a', epoch })
  })

  it('taking what one has already is no second turn', () => {
    const chat = taken()
    const turn = chat.staff({ act: 'take', staffId: 'a' })
    expect(turn.texts).toEqual([])
    expect(turn.result).toMatchObject({ ok: true })
  })

  it('reply in their own words and leave notes that no resident reads', () => {
    const chat = taken()
    const reply = chat.staff({ act: 'reply', staffId: 'a', text: 'Surat Anda kami cek.' })
    expect(reply.effects).toContainEqual(expect.objectContaining({ type: 'say', author: 'staff' }))
    expect(chat.staff({ act: 'note', staffId: 'b', text: 'sudah ditelepon' }).texts).toEqual([])
    expect(chat.staff({ act: 'reply', staffId: 'a', text: 'x'.repeat(4_001) }).result).toMatchObject({
      why: 'too_long',
    })
  })

  it('cannot reply where the bot has the chat', () => {
    const chat = at('letter', 'age')
    expect(chat.staff({ act: 'reply', staffId: 'a', text: 'Halo' }).result).toMatchObject({ why: 'bot_owns' })
  })

  it('hand back to the open question', () => {
    const chat = taken()
    const turn = chat.staff({ act: 'hand_back', staffId: 'a', to: 'resume' })
    expect(turn.texts[0]).toBe(t('engine.bot_back'))
    expect(turn.question?.reply.text).toBe('Umur berapa?')
    expect(chat.say('41').question?.reply.text).toBe('Ceritakan.')
  })

  it('hand back to the menu', () => {
    const chat = taken()
    expect(chat.staff({ act: 'hand_back', staffId: 'a', to: 'menu' }).question?.flow).toBe('menu')
    expect(chat.session.owner).toBe('bot')
  })

  it('hand back for good: thanks afterwards restart nothing', () => {
    const chat = taken()
    const turn = chat.staff({ act: 'hand_back', staffId: 'a', to: 'close' })
    expect(turn.texts).toContain(t('engine.closed_by_staff'))
    expect(chat.say('makasih').texts).toEqual([t('engine.welcome')])
  })

  it('return to the queue with a word to the resident, by themselves or after silence', () => {
    const own = taken()
    expect(own.staff({ act: 'return_to_queue', staffId: 'a', by: 'staff' }).texts).toEqual([
      t('engine.queue.again'),
    ])
    const late = taken()
    const back = { position: 1, open: true, hoursKnown: true }
    expect(late.office({ type: 'returned_to_queue', ...back }).texts).toEqual([t('engine.queue.again')])
    expect(late.session.owner).toBe('queue')
  })

  it('a silence that runs out after the chat was handed back changes nothing', () => {
    const chat = taken()
    chat.staff({ act: 'hand_back', staffId: 'a', to: 'resume' })
    const turn = chat.staff({ act: 'return_to_queue', staffId: 'a', by: 'system' })
    expect(turn.result).toMatchObject({ ok: false, why: 'bot_owns' })
    expect(chat.session.owner).toBe('bot')
    expect(
      chat.office({ type: 'returned_to_queue', position: 1, open: true, hoursKnown: true }).texts,
    ).toEqual([])
  })

  it('taken out of a question without a queue and returned there, "batal" keeps the question', () => {
    const chat = begin('letter').chat
    chat.say('merah')
    chat.staff({ act: 'take', staffId: 'a' })
    chat.staff({ act: 'return_to_queue', staffId: 'a', by: 'staff' })
    expect(chat.say('batal').question?.reply.text).toBe('Umur berapa?')
    expect(chat.top?.slots.colour).toBe('red')
  })

  it('get an alarm and the resident 112 when an emergency is written', () => {
    const turn = taken().say('tolong pak teman saya pingsan berdarah')
    expect(turn.texts).toEqual([t('engine.emergency')])
    expect(turn.requests).toContain('alarm')
  })

  it('have a case number told that comes while they have the chat, and it is not filed twice', () => {
    const chat = begin('letter').chat
    chat.all('merah', '41', 'Jalan rusak sekali', 'ya benar')
    chat.staff({ act: 'take', staffId: 'a' })
    expect(chat.filed('SGP-9').said).toContain('SGP-9')
    const back = chat.staff({ act: 'hand_back', staffId: 'a', to: 'resume' })
    expect(back.requests).not.toContain('file_case')
    expect(back.said).toContain('Nomor surat SGP-9.')
    expect(chat.at).toBe('letter.after')
  })
})

describe('the owner', () => {
  const content = fc.oneof<fc.Arbitrary<Content>[]>(
    fc
      .constantFrom('menu', 'batal', 'halo', '1', 'petugas', 'lanjut', 'makasih', 'tolong pingsan')
      .map((text) => ({
        type: 'text' as const,
        text,
      })),
    fc.string().map((text) => ({ type: 'text' as const, text })),
    fc
      .constantFrom('letter.colour.red', 'menu.choices.dtsen', 'x')
      .map((id) => ({ type: 'choice' as const, id })),
    fc.constant({ type: 'voice' as const }),
  )

  it('while it is a member of staff, the bot says nothing, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(content, fc.constantFrom('timers', 'filed', 'position')), { maxLength: 12 }),
        (all) => {
          const chat = taken()
          for (const one of all) {
            const turns =
              one === 'timers'
                ? chat.wait(86_400_000)
                : [
                    one === 'filed'
                      ? late(chat)
                      : one === 'position'
                        ? chat.position()
                        : chat.send(one as Content),
                  ]
            for (const { effects } of turns)
              expect(effects.filter((effect) => effect.type === 'say' && effect.author === 'bot')).toEqual([])
            expect(chat.session.owner).toBe('staff:a')
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  const late = (chat: Chat) =>
    chat.office({ type: 'case_filed', re: 'c1.1.o0', number: 'SGP-3', code: 'A', kind: 'complaint' })

  it('changes only with a higher epoch', () => {
    const act = fc.constantFrom('take a', 'take b', 'back', 'queue', 'petugas', 'batal', '1', 'menu', 'day')
    fc.assert(
      fc.property(fc.array(act, { maxLength: 15 }), (acts) => {
        const chat = begin('letter').chat
        for (const one of acts) {
          const { owner, epoch } = chat.session
          if (one.startsWith('take')) chat.staff({ act: 'take', staffId: one.slice(5) })
          else if (one === 'back') chat.staff({ act: 'hand_back', staffId: 'a', to: 'resume' })
          else if (one === 'queue') chat.staff({ act: 'return_to_queue', staffId: 'a', by: 'system' })
          else if (one === 'day') chat.wait(86_400_000)
          else chat.say(one)
          if (chat.session.owner === owner) expect(chat.session.epoch).toBeGreaterThanOrEqual(epoch)
          else expect(chat.session.epoch).toBeGreaterThan(epoch)
        }
      }),
      { numRuns: 60 },
    )
  })
})
