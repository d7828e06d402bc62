/** @module What must not break a chat: flows edited meanwhile, sessions of another version, loops, sizes, faults. */

import { describe, expect, it } from 'vitest'
import type { Session } from '../../src/core/session.ts'
import type { Flow } from '../../src/engine/flow.ts'
import { MAX_STACK, MAX_TEXT_CHARS } from '../../src/engine/limits.ts'
import { letter } from './flows.ts'
import { begin, Chat, REAL, reviewed, t, worldOf } from './world.ts'

/** The letter without these nodes; their names point to what took their place. */
function edited(without: string[], moved?: Record<string, string>, nodes: Flow['nodes'] = {}): Flow {
  const kept = Object.entries(letter.nodes).filter(([id]) => !without.includes(id))
  return { ...letter, ...(moved ? { moved } : {}), nodes: { ...Object.fromEntries(kept), ...nodes } }
}

const under = (chat: Chat, flow: Flow): Chat => {
  chat.world = worldOf({ flows: [flow] })
  return chat
}

const atAge = (): Chat => {
  const { chat } = begin('letter')
  chat.say('merah')
  return chat
}

describe('a flow edited in mid-conversation', () => {
  it('goes on at the same node when that still exists', () => {
    const chat = under(
      atAge(),
      edited(['red'], undefined, { red: { kind: 'say', text: 'tests.told', next: 'age' } }),
    )
    const turn = chat.say('41')
    expect(turn.question?.reply.text).toBe('Ceritakan.')
    expect(turn.notes).toContain('flow_changed')
  })

  it('goes on at the successor of a removed question, which takes the answer', () => {
    const asks = { kind: 'ask', text: 'tests.ask_age', into: 'age', next: 'story' } as const
    const chat = under(atAge(), edited(['age'], { age: 'years' }, { years: asks }))
    expect(chat.say('41').question?.reply.text).toBe('Ceritakan.')
    expect(chat.top?.slots).toMatchObject({ colour: 'red', age: 41 })
  })

  it('walks on to the next question when the successor is none', () => {
    const chat = under(
      atAge(),
      edited(['age'], { age: 'note' }, { note: { kind: 'say', text: 'tests.told', next: 'story' } }),
    )
    expect(chat.say('41').question?.reply.text).toBe('Ceritakan.')
    expect(chat.say('Jalan rusak').said).toContain('• Cerita: Jalan rusak')
  })

  it('goes back to the nearest question passed when nobody named a successor, and says so in the journal', () => {
    const chat = under(atAge(), edited(['age', 'red', 'green', 'by_colour']))
    const turn = chat.say('41')
    expect(turn.notes).toContain('unknown_state')
    expect(turn.question?.node).toBe('colour')
    expect(chat.session.owner).toBe('bot')
  })

  it('leaves a flow that was removed, and the chat can do everything else', () => {
    const chat = atAge()
    chat.world = { ...REAL, flows: new Map([...REAL.flows].filter(([id]) => id !== 'letter')) }
    const turn = chat.say('menu')
    expect(turn.notes).toContain('unknown_state')
    expect(turn.question?.flow).toBe('menu')
  })

  it('goes on in the caller when the called flow was removed', () => {
    const { chat } = begin('caller')
    chat.world = { ...REAL, flows: new Map([...REAL.flows].filter(([id]) => id !== 'one_choice')) }
    expect(chat.say('halo').texts).toContain('Yakin?')
    expect(chat.say('ya').texts).toEqual(['Terima kasih sudah selesai.'])
  })

  it('brings back what batal put aside, at a node that exists', () => {
    const chat = atAge()
    chat.say('batal')
    under(chat, edited(['age'], { age: 'story' }))
    expect(chat.say('lanjut').question?.reply.text).toBe('Ceritakan.')
    const gone = atAge()
    gone.say('batal')
    gone.world = { ...REAL, flows: new Map([...REAL.flows].filter(([id]) => id !== 'letter')) }
    expect(gone.say('lanjut').texts.length).toBeGreaterThan(0)
  })

  it('still takes the number of a case it waited for', () => {
    const chat = reviewed()
    chat.say('ya benar')
    under(chat, edited(['file'], { file: 'after' }))
    expect(chat.filed('SGP-8').said).toContain('SGP-8')
    expect(chat.session.cases).toMatchObject([{ number: 'SGP-8' }])
  })
})

describe('a session of an unknown version', () => {
  it('begins anew, keeps owner, epoch and cases, and says so in the journal', () => {
    const old = { ...atAge().session, v: 99, epoch: 7 } as Session
    const chat = new Chat(REAL, old)
    expect(chat.say('menu').notes).toContain('unknown_state')
    expect(chat.session).toMatchObject({ v: 1, epoch: 7 })
  })

  it('of a chat in the queue still tells its place', () => {
    const chat = new Chat(REAL, { v: 0, owner: 'queue', epoch: 2, turn: 9, lastAt: 5 } as Session)
    expect(chat.say('halo').texts).toEqual([t('engine.queue.kept')])
    const place = { re: 'c1.10.o1', position: 2, open: true, hoursKnown: true }
    expect(chat.office({ type: 'queue_position', ...place }).said).toContain('2')
  })

  it('with nothing in it at all is a new chat', () => {
    const chat = new Chat(REAL, { v: 0 } as Session)
    expect(chat.say('halo').question?.flow).toBe('menu')
  })
})

describe('a limit or a fault', () => {
  it('a loop without a question ends in a polite hand-over and an alarm', () => {
    const { chat, turn } = begin('round')
    expect(turn.texts).toEqual([t('engine.broken')])
    expect(turn.notes).toContain('broken_flow')
    expect(turn.requests).toEqual(expect.arrayContaining(['alarm', 'request_staff']))
    expect(chat.session.owner).toBe('queue')
    expect(chat.position(1).texts).toHaveLength(1)
  })

  it('nobody waits for ever after it either', () => {
    const { chat } = begin('round')
    chat.wait(5 * 86_400_000)
    expect(chat.session.owner).toBe('bot')
    expect(chat.say('menu').question?.flow).toBe('menu')
  })

  it('112 comes first even where the flow breaks', () => {
    const { chat } = begin('letter')
    chat.world = worldOf({
      flows: [edited([], undefined, { by_colour: { kind: 'say', text: 'tests.told', next: 'nowhere' } })],
    })
    const broken = chat.say('merah, tolong teman saya pingsan berdarah')
    expect(broken.texts[0]).toBe(t('engine.emergency'))
    expect(broken.texts.filter((text) => text === t('engine.emergency'))).toHaveLength(1)
  })

  it('the number of a case is told although the flow breaks after it', () => {
    const chat = reviewed()
    chat.say('ya benar')
    under(chat, edited([], undefined, { filed: { kind: 'say', text: 'tests.filed', next: 'nowhere' } }))
    const turn = chat.filed('SGP-5')
    expect(turn.said).toContain('SGP-5')
    expect(turn.said).toContain(t('engine.broken'))
    expect(chat.session.cases).toMatchObject([{ number: 'SGP-5' }])
  })

  it('a message of any length is read to its limit', () => {
    const { chat } = begin('one_text')
    const turn = chat.say('panjang '.repeat(20_000))
    expect(turn.said.length).toBeLessThan(MAX_TEXT_CHARS + 100)
    const kept = reviewed()
    kept.say('ya benar')
    kept.say('panjang '.repeat(20_000))
    expect(JSON.stringify(kept.session).length).toBeLessThan(10_000)
  })

  it('conversations on top of each other stay within their limit', () => {
    const { chat } = begin('letter')
    for (const text of [
      'mau lapor kecelakaan kerja',
      'berapa iuran bpu?',
      'cara perbaiki dtsen',
      'saya mau mengadu',
      'hapus data saya',
      'alamat kantor bpjs?',
      'petugas',
      'menu',
    ])
      chat.say(text)
    expect(chat.session.stack.length).toBeLessThanOrEqual(MAX_STACK)
  })

  it('a turn has at most three bubbles, however much a flow says', () => {
    const { turn } = begin('links')
    expect(turn.texts).toHaveLength(3)
    expect(turn.said).toContain('Hijau itu sejuk.')
    expect(turn.question?.reply.text).toBe('Lalu apa?')
  })
})
