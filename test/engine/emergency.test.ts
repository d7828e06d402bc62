/** @module First things: 112 in every state, who is speaking, in which language. */

import { describe, expect, it } from 'vitest'
import { at, begin, Chat, REAL, t, worldOf } from './world.ts'

const CRY = 'TOLONG pak temen sy pingsan berdarah'

describe('an emergency', () => {
  const states: [string, () => Chat][] = [
    ['in a new chat', () => new Chat()],
    ['in a demo', () => new Chat(worldOf({ official: false }))],
    ['at a question', () => begin('letter').chat],
    ['in a report', () => begin('accident').chat],
    ['at an offer', () => withHelp()],
    ['after the end', () => ended()],
    ['after silence', () => silent()],
    ['in the queue', () => queued()],
    ['with staff', () => withStaff()],
  ]
  it.each(states)('gets 112 first, and once: %s', (_state, chatOf) => {
    const turn = chatOf().say(CRY)
    expect(turn.texts[0]).toBe(t('engine.emergency'))
    expect(turn.texts.filter((text) => text === t('engine.emergency'))).toHaveLength(1)
  })

  it('in a caption counts like one in words', () => {
    const turn = begin('letter').chat.send({ type: 'image', caption: CRY })
    expect(turn.texts[0]).toBe(t('engine.emergency'))
  })

  it('begins no form: the report is offered, and the open question stays', () => {
    const { chat } = begin('letter')
    const turn = chat.say(CRY)
    expect(turn.question?.reply.choices?.length).toBeGreaterThan(1)
    expect(chat.say('nanti').question?.reply.text).toBe('Warna atau isi yang mana?')
    chat.say(CRY)
    chat.say('1')
    expect(chat.top?.flow).toBe('accident')
  })

  it('told what happened already: the report does not ask it again', () => {
    const chat = new Chat()
    chat.say('suami saya jatuh dari atap, berdarah banyak')
    expect(chat.say('1').said).toContain('Suami atau istri')
    expect(chat.top?.node).toBe('name')
  })

  it('that no rule names is the story inside a report, and a call for help everywhere else', () => {
    const told = at('accident', 'story').say('tangannya masuk ke mesin bubut')
    expect(told.said).not.toContain('112')
    const { chat } = begin('accident')
    expect(chat.say('sekarang dia udah ga nyaut').texts[0]).toBe(t('engine.emergency'))
    expect(new Chat().say('mukanya pucet banget keringetnya dingin').texts[0]).toContain('112')
    expect(withStaff().say('mukanya pucet banget keringetnya dingin').texts[0]).toBe(t('engine.emergency'))
  })

  it('news of an accident has 112 in its first reply', () => {
    const chat = new Chat()
    expect(chat.say('suami saya jatuh dari motor waktu narik ojol kemarin').said).toContain('112')
  })
})

describe('the first contact', () => {
  it('in a demo says so before the very first bubble, and never again', () => {
    const chat = new Chat(worldOf({ official: false }))
    expect(chat.say('halo').texts[0]).toBe(t('engine.demo'))
    expect(chat.say('halo').said).not.toContain(t('engine.demo'))
    chat.wait(100 * 86_400_000)
    expect(chat.say('halo').said).not.toContain(t('engine.demo'))
  })

  it('of the official service says nothing of a demo', () => {
    expect(new Chat().say('halo').said).not.toContain(t('engine.demo'))
  })

  it.each(['ya', 'asdfgh', 'berapa iuran bpu?', 'petugas'])(
    'introduces the service whatever comes first: %s',
    (text) => {
      expect(new Chat().say(text).said).toContain(t('engine.first', { service_name: 'Tanya SIGAP' }))
    },
  )

  it('by a sticker or a voice note introduces it too', () => {
    for (const type of ['sticker', 'voice'] as const)
      expect(new Chat().send({ type }).said).toContain(t('engine.first', { service_name: 'Tanya SIGAP' }))
  })

  it.each(['halo', 'menu'])('introduces itself once where the menu does it: %s', (text) => {
    const turn = new Chat().say(text)
    expect(turn.said).toContain(t('menu.welcome', { service_name: 'Tanya SIGAP' }))
    expect(turn.said).not.toContain(t('engine.first', { service_name: 'Tanya SIGAP' }))
  })
})

describe('the language', () => {
  it('changes when it is asked for and changes back, the open question with it', () => {
    const chat = new Chat()
    chat.say('menu')
    const english = chat.say('english please')
    expect(english.question?.reply.text).toBe(REAL.texts.format('menu.ask', 'en', {}))
    expect(chat.say('kembali ke bahasa indonesia').question?.reply.text).toBe(t('menu.ask'))
  })

  it('is not changed by an English word', () => {
    const chat = new Chat()
    chat.all('menu', 'thanks')
    expect(chat.session.lang).toBe('id')
  })
})

function withHelp(): Chat {
  const { chat } = begin('letter')
  chat.say('bantuan')
  return chat
}

function ended(): Chat {
  const { chat } = begin('timed')
  chat.say('ya')
  return chat
}

function silent(): Chat {
  const { chat } = begin('letter')
  chat.say('merah')
  chat.wait(86_400_000)
  return chat
}

function queued(): Chat {
  const chat = begin('letter').chat
  chat.all('petugas', 'petugas')
  return chat
}

function withStaff(): Chat {
  const chat = queued()
  chat.staff({ act: 'take', staffId: 'a' })
  return chat
}
