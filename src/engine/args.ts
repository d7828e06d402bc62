/** @module The values a text may name: slots as they are said, verdicts, cases, the service itself. */

import type { Value } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import { formatDayHour } from '../rules/calendar.ts'
import { stateKey } from '../text/case-words.ts'
import { recordOf, wordsOf } from './answers/answer.ts'
import { answers } from './answers/registry.ts'
import { holds } from './condition.ts'
import { answerType } from './defaults.ts'
import type { LoadedFlow } from './flow.ts'
import type { Run } from './run.ts'

export type Args = Record<string, string | number>

/** Slots the engine fills itself; they are said by their own rules, not by an answer type. */
export const VERDICT = 'verdict'

/** The value of one slot in words; '' when it is empty. */
export function speakSlot(run: Run, flow: LoadedFlow, slot: string, value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  const context = { world: run.world, lang: run.session.lang, flow, slot }
  return answers[answerType(flow, slot)].speak(value, context)
}

/** All a text of this frame may name, but for facts. */
export function argsOf(run: Run, frame: Frame | undefined, extra: Args = {}): Args {
  const args: Args = {
    service_name: run.world.service.name,
    own_cases: ownCases(run),
    queue_position: run.session.hand?.position ?? 0,
  }
  const flow = frame && run.world.flows.get(frame.flow)
  if (frame && flow) {
    for (const slot of Object.keys(flow.slots)) args[`slot_${slot}`] = ''
    for (const [slot, value] of Object.entries(frame.slots)) addSlot(run, flow, slot, value, args)
  }
  return { ...args, ...extra }
}

function addSlot(run: Run, flow: LoadedFlow, slot: string, value: Value, args: Args): void {
  if (slot === VERDICT) {
    const told = recordOf(value)
    args.verdict_why = wordsOf(told?.why ?? '')
    args.verdict_change = wordsOf(told?.change ?? '')
    args.verdict_source = wordsOf(told?.source ?? '')
    return
  }
  const record = recordOf(value)
  if (record && typeof record.number === 'string') addCase(run, slot, record, args)
  else args[`slot_${slot}`] = speakSlot(run, flow, slot, value)
  if (typeof value === 'string' || typeof value === 'number') args[`slot_${slot}_raw`] = value
  if (typeof value === 'boolean') args[`slot_${slot}_raw`] = value ? 'yes' : 'no'
}

/** `{slot_case_number}`, `{slot_case_deadline}` … of what the office answered. */
function addCase(run: Run, slot: string, record: Readonly<Record<string, Value>>, args: Args): void {
  const { lang } = run.session
  const say = (key: string) => run.world.texts.format(key, lang, {})
  const time = (value: Value | undefined) =>
    typeof value === 'number' ? formatDayHour(new Date(value), lang) : ''
  args[`slot_${slot}`] = wordsOf(record.number ?? '')
  args[`slot_${slot}_number`] = wordsOf(record.number ?? '')
  args[`slot_${slot}_code`] = wordsOf(record.code ?? '')
  args[`slot_${slot}_deadline`] = time(record.deadlineAt)
  args[`slot_${slot}_changed`] = time(record.changedAt)
  args[`slot_${slot}_late_raw`] = record.late === true ? 'yes' : 'no'
  args[`slot_${slot}_note`] = wordsOf(record.note ?? '')
  args[`slot_${slot}_state`] = record.state
    ? say(stateKey(wordsOf(record.kind ?? ''), wordsOf(record.state)))
    : ''
  args[`slot_${slot}_kind`] = record.kind ? say(`case.kind.${wordsOf(record.kind)}`) : ''
}

/** The cases filed from this chat, a line each, newest first: numbers and states, never names. */
function ownCases(run: Run): string {
  const { lang, cases } = run.session
  const say = (key: string) => run.world.texts.format(key, lang, {})
  return cases
    .map((one) =>
      run.world.texts.format('engine.own_case', lang, {
        number: one.number,
        kind: say(`case.kind.${one.kind}`),
        state: say(stateKey(one.kind, one.state)),
        changed: formatDayHour(new Date(one.changedAt), lang),
        note: one.note ?? '',
      }),
    )
    .reverse()
    .join('\n')
}

/** What was answered so far in all open flows, as an officer reads it. */
export function summaryOf(run: Run, only?: readonly string[]): { label: string; value: string }[] {
  const { lang, stack } = run.session
  return stack.flatMap((frame) => {
    const flow = run.world.flows.get(frame.flow)
    if (!flow) return []
    return Object.keys(flow.slots)
      .filter((slot) => only === undefined || only.includes(slot))
      .flatMap((slot) => {
        const value = speakSlot(run, flow, slot, frame.slots[slot])
        const label = labelOfSlot(run, frame.flow, slot, lang)
        return value === '' ? [] : [{ label, value }]
      })
  })
}

/**
 * Whether the slot still belongs to the way this flow went: after a correction an answer may stand on a branch that
 * is no longer taken. Slots that no question fills always belong.
 */
export function isOnWay(flow: LoadedFlow, frame: Frame, slot: string): boolean {
  const asked = Object.entries(flow.nodes).filter(([, node]) => node.kind === 'ask' && node.into === slot)
  if (asked.length === 0) return true
  return asked.some(([id, node]) => {
    if (id !== frame.node && !frame.trail.includes(id)) return false
    return node.kind !== 'ask' || node.when === undefined || holds(node.when, frame.slots)
  })
}

export function labelOfSlot(run: Run, flow: string, slot: string, lang = run.session.lang): string {
  return run.world.texts.format(`slot.${flow}.${slot}`, lang, {})
}
