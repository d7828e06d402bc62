/** @module T14. A new edition of the flows, and the way back, with a conversation parked on every node of every flow: nobody is stranded, no answer is lost. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flows as ours } from '../../flows/index.ts'
import type { Content } from '../../src/core/chat.ts'
import type { Session } from '../../src/core/session.ts'
import { at, Chat, REAL, worldOf } from '../engine/world.ts'
import { stepsOf } from '../flows/transcript.ts'
import { renamed, without } from '../support/torture/edited-flows.ts'
import { figure, scale } from '../support/torture/figures.ts'

type Parked = { flow: string; node: string; session: Session; next: Content; isReal: boolean }

const FOLDER = join(import.meta.dirname, '../flows')
const newName = (node: string) => `${node}_baru`
const oldName = (text: string) => text.replaceAll('_baru', '')
const SAY: Content = { type: 'text', text: 'ya' }

/** Where people really stood, with the answers they had given and what they wrote next. */
function fromTranscripts(): Map<string, Parked> {
  const parked = new Map<string, Parked>()
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.chat.txt'))) {
    const chat = new Chat(REAL)
    for (const step of stepsOf(readFileSync(join(FOLDER, file), 'utf8'))) {
      if (step.kind !== 'say') continue
      for (const content of step.contents) {
        const { top } = chat
        if (top !== undefined && !parked.has(chat.at))
          parked.set(chat.at, {
            flow: top.flow,
            node: top.node,
            session: chat.session,
            next: content,
            isReal: true,
          })
        const { requests } = chat.send(content)
        if (requests.includes('file_case')) chat.filed()
        if (requests.includes('request_staff')) chat.position()
      }
    }
  }
  return parked
}

/** The other nodes with nothing answered yet: between two nodes that say nothing nobody stands for long, but a crash may leave one there. */
function everywhere(): Parked[] {
  const parked = fromTranscripts()
  for (const flow of ours)
    for (const node of Object.keys(flow.nodes)) {
      const name = `${flow.id}.${node}`
      if (parked.has(name)) continue
      parked.set(name, { flow: flow.id, node, session: at(flow.id, node).session, next: SAY, isReal: false })
    }
  return [...parked.values()]
}

const all = everywhere()
const slotsOf = (session: Session) => session.stack.map(({ flow, slots }) => ({ flow, slots }))
const take = (world: typeof REAL, { session, next }: Pick<Parked, 'session' | 'next'>) => {
  const chat = new Chat(world, JSON.parse(JSON.stringify(session)) as Session)
  return { turn: chat.send(next), chat }
}

/** Each answer that was given is still there, in the flow that asked for it; a way taken (`~`) may be asked again. */
function keepsAnswers(before: Session, after: Session): boolean {
  const kept = new Map(after.stack.map((frame) => [frame.flow, frame.slots]))
  return before.stack.every(({ flow, slots }) => {
    const now = kept.get(flow)
    return now === undefined || Object.keys(slots).every((slot) => slot.startsWith('~') || slot in now)
  })
}

/** The engine itself goes to the choices of the menu, by that name. */
const OWN = 'menu'
const RENAMED = worldOf({ flows: ours.filter(({ id }) => id !== OWN).map((flow) => renamed(flow, newName)) })

describe('a conversation on every node', () => {
  it('stands on all of them, on many as people really stood', () => {
    const nodes = ours.reduce((sum, { nodes }) => sum + Object.keys(nodes).length, 0)
    expect(all).toHaveLength(nodes)
    const real = all.filter(({ isReal }) => isReal).length
    figure('T14', 'a new edition of the flows under parked conversations', { nodes, as_people_stood: real })
    expect(real).toBeGreaterThan(60)
  })

  it('is answered by a renamed node as by the old one, and every answer is kept', () => {
    for (const parked of all) {
      const [was, is] = [take(REAL, parked), take(RENAMED, parked)]
      const where = `${parked.flow}.${parked.node}`
      expect([where, is.turn.texts]).toEqual([where, was.turn.texts])
      expect(JSON.parse(oldName(JSON.stringify(slotsOf(is.chat.session))))).toEqual(slotsOf(was.chat.session))
      expect(oldName(is.chat.at)).toBe(was.chat.at)
      expect([where, is.turn.notes.includes('unknown_state')]).toEqual([where, false])
    }
  })

  it('goes back to the old edition: nobody waits in vain, no answer is lost', () => {
    for (const parked of all) {
      const { chat } = take(RENAMED, parked)
      if (chat.session.owner !== 'bot') continue
      const back = take(REAL, { session: chat.session, next: { type: 'text', text: 'halo' } })
      const where = `${parked.flow}.${parked.node}`
      expect([where, back.turn.texts.length > 0]).toEqual([where, true])
      expect([where, keepsAnswers(chat.session, back.chat.session)]).toEqual([where, true])
      expect([where, back.chat.session.owner]).toEqual([where, 'bot'])
    }
  })

  it('goes on when its node was taken out and nobody named a successor', () => {
    // An edition for each takes its time.
    for (const [nth, parked] of all.entries()) {
      if (nth % scale({ short: 4, full: 1 }) !== 0) continue
      const flow = ours.find(({ id }) => id === parked.flow)
      const edited = flow === undefined ? undefined : without(flow, parked.node)
      if (edited === undefined || parked.session.owner !== 'bot') continue
      const { turn, chat } = take(worldOf({ flows: [edited] }), parked)
      const where = `${parked.flow}.${parked.node}`
      expect([where, turn.notes.includes('unknown_state')]).toEqual([where, true])
      // A case is filed in silence: the office's answer is what they hear.
      const heard = turn.requests.includes('file_case') ? chat.filed() : turn
      expect([where, heard.texts.length > 0 || chat.session.stack.length === 0]).toEqual([where, true])
      expect([where, keepsAnswers(parked.session, chat.session)]).toEqual([where, true])
    }
  })
})
