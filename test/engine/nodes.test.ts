/** @module One case for each kind of node; a kind without a case fails. */

import { describe, expect, it } from 'vitest'
import { makeCaseNumber } from '../../src/core/case-number.ts'
import type { NodeKind } from '../../src/engine/flow.ts'
import { OFFICE_TIMEOUT_MS, QUEUE_TIMEOUT_MS } from '../../src/engine/limits.ts'
import { nodes } from '../../src/engine/nodes/registry.ts'
import { at, begin, reviewed, t } from './world.ts'

const NUMBER = makeCaseNumber('1000000')

const cases: Record<NodeKind, () => void> = {
  say() {
    const chat = begin('letter').chat
    expect(chat.say('merah').texts).toEqual(['Merah itu berani.', 'Umur berapa?'])
  },
  ask() {
    const chat = at('letter', 'age')
    expect(chat.say('41 tahun').question?.reply.text).toBe('Ceritakan.')
    expect(chat.top?.slots.age).toBe(41)
  },
  choose() {
    const chat = at('letter', 'after')
    const over = chat.say('yang kedua')
    expect(over.question).toBeUndefined()
    // The flow ends there without words of its own.
    expect(over.texts).toEqual([t('engine.over')])
    expect(chat.session.ended?.flow).toBe('letter')
  },
  review() {
    const chat = reviewed()
    expect(chat.at).toBe('letter.review')
    expect(chat.say('ada yang salah').question?.reply.choices?.map(({ label }) => label)).toEqual([
      'Warna',
      'Umur',
      'Cerita',
    ])
    expect(chat.say('umur').said).toBe('Umur berapa?')
    expect(chat.say('50').said).toContain('• Umur: 50 tahun')
    expect(chat.say('sudah benar').requests).toContain('file_case')
  },
  decide() {
    const chat = begin('letter').chat
    expect(chat.say('biru').texts).toEqual(['Umur berapa?'])
  },
  look_up() {
    const start = () => {
      const chat = begin('seek').chat
      chat.all(NUMBER, '7K3M 9QXT 2B4C 8HJN')
      expect(chat.asked.at(-1)?.request).toEqual({
        type: 'look_up_case',
        number: NUMBER,
        code: '7K3M-9QXT-2B4C-8HJN',
      })
      return chat
    }
    const found = start()
    const { now } = found
    const told = { type: 'case_found', re: found.re('look_up_case'), number: NUMBER } as const
    const turn = found.office({ ...told, kind: 'accident', state: 'checked', changedAt: now })
    expect(turn.texts).toEqual([`Ada: ${NUMBER}.`])
    expect(JSON.stringify(found.session)).not.toContain('9QXT')
    const none = start()
    expect(none.office({ type: 'case_not_found', re: none.re('look_up_case') }).texts).toEqual([
      'Tidak ada yang cocok.',
    ])
    const limited = start()
    const over = { type: 'look_up_limited', re: limited.re('look_up_case'), untilAt: now } as const
    expect(limited.office(over).texts).toEqual(['Terlalu sering mencoba.'])
    const late = start()
    expect(late.wait(OFFICE_TIMEOUT_MS).at(-1)?.texts).toEqual(['Kantor belum menjawab.'])
  },
  secure_form() {
    const { chat } = begin('secure')
    expect(chat.asked.at(-1)?.request).toEqual({ type: 'open_form', language: 'id' })
    const url = 'https://sigap.example/f/a'
    const turn = chat.office({ type: 'form_opened', re: chat.re('open_form'), url, untilAt: chat.now })
    expect(turn.effects).toContainEqual(
      expect.objectContaining({
        reply: { text: 'Buka sampai 10.00.', link: { url, label: 'Buka halaman aman' }, ask: 'phone' },
      }),
    )
    const refused = begin('secure').chat
    const no = refused.office({ type: 'form_refused', re: refused.re('open_form') })
    expect(no.texts).toEqual(['Terlalu sering mencoba.'])
    const late = begin('secure').chat
    expect(late.wait(OFFICE_TIMEOUT_MS).at(-1)?.texts).toEqual(['Kantor belum menjawab.'])
  },
  file() {
    const chat = reviewed()
    const turn = chat.say('ya benar')
    expect(turn.texts).toEqual([])
    expect(chat.asked.at(-1)?.request).toMatchObject({
      type: 'file_case',
      kind: 'complaint',
      fields: { colour: 'red', age: 41, story: 'Jalan depan rumah saya rusak' },
    })
    expect(chat.filed('SGP-1').texts).toEqual(['Nomor surat SGP-1.', 'Lalu apa?'])
    expect(chat.timers.has(`office:${chat.session.turn - 1}.o0`)).toBe(false)
    expect(chat.session.cases).toMatchObject([{ number: 'SGP-1', state: 'received' }])
  },
  hand_over() {
    const chat = at('letter', 'after')
    const turn = chat.say('1')
    expect(chat.session.owner).toBe('queue')
    expect(turn.requests).toEqual(['request_staff'])
    expect(chat.position(3).said).toContain('3')
    const after = chat.wait(QUEUE_TIMEOUT_MS)
    expect(after.at(-1)?.texts).toContain('Tidak ada yang datang.')
    expect(chat.session.owner).toBe('bot')
  },
  call() {
    const { chat } = begin('caller')
    expect(chat.say('hijau').texts).toEqual(['Dicatat: Hijau.', 'Yakin?'])
    expect(chat.say('ya').texts).toEqual(['Terima kasih sudah selesai.'])
  },
  end() {
    const chat = at('caller', 'sure')
    expect(chat.say('iya').texts).toEqual(['Terima kasih sudah selesai.'])
    expect(chat.session.stack).toEqual([])
    expect(chat.say('makasih kak').texts).toEqual([t('engine.welcome')])
  },
}

describe('every kind of node', () => {
  it('has a case here', () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(nodes).sort())
  })

  it.each(Object.entries(cases))('does what %s is for', (_kind, play) => {
    play()
  })
})
