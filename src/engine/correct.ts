/** @module Takes earlier answers back and takes answers that came unasked: "eh salah, umur saya 41", "sy ojol, 35 thn". */

import type { Value } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import { findSlots, type Wanted } from '../understanding/answers/find-slots.ts'
import type { PlaceAnswer } from '../understanding/answers/place.ts'
import { askText } from './answers/choice.ts'
import { coarsely } from './answers/place.ts'
import { answers } from './answers/registry.ts'
import { labelOfSlot, speakSlot } from './args.ts'
import { answerType, optionsOf } from './defaults.ts'
import type { LoadedFlow, NodeOf } from './flow.ts'
import { MAX_VOLUNTEERED } from './limits.ts'
import { optionsForSlot } from './question.ts'
import { type Heard, note, type Run } from './run.ts'
import { say } from './say.ts'

type Found = { slot: string; value: Value }

/**
 * Changes answers of this frame that the message gives anew; says which. False when it gives none.
 * Without `cueless` a value must stand beside a word that names what it is.
 */
export function correct(run: Run, frame: Frame, heard: Heard, cueless: boolean): boolean {
  const flow = run.world.flows.get(frame.flow)
  if (!flow) return false
  const filled = Object.keys(flow.slots).filter((slot) => frame.slots[slot] !== undefined)
  let found = find(run, flow, frame, heard, filled)
  if (found.length === 0 && cueless) found = lastAnswer(run, flow, frame, heard)
  if (found.length === 0) return heard.said.correction && askAnew(run, flow, frame, heard, filled)
  apply(run, flow, frame, found)
  return true
}

/**
 * Changes these answers and says which. False where the office has them already: only a person can change them there,
 * and nothing else is claimed. `changes` are the words for them where no new value is known.
 */
export function apply(
  run: Run,
  flow: LoadedFlow,
  frame: Frame,
  found: readonly Found[],
  changes = list(run, flow, found),
): boolean {
  const slots = found.map(({ slot }) => slot)
  if (frame.trail.some((id) => flow.nodes[id]?.kind === 'file')) {
    note(run, 'corrected', { flow: frame.flow, slots: [], late: true })
    say(run, 'text', 'engine.filed_already', { args: { changes } })
    return false
  }
  if (found.length === 0) return true
  for (const { slot, value } of found) frame.slots[slot] = value
  note(run, 'corrected', { flow: frame.flow, slots })
  say(run, 'text', 'engine.corrected', { args: { changes } })
  return true
}

/** The question on the way to here that filled this slot. */
export function askedBy(
  flow: LoadedFlow,
  frame: Frame,
  slot: string,
): { id: string; node: NodeOf<'ask'> } | undefined {
  for (const id of frame.trail) {
    const node = flow.nodes[id]
    if (node?.kind === 'ask' && node.into === slot) return { id, node }
  }
  return undefined
}

/** Taken back, but the new value has to be asked back ("eh salah, ktp saya bekasi"): its question is put again. */
function askAnew(
  run: Run,
  flow: LoadedFlow,
  frame: Frame,
  { said, at }: Heard,
  filled: readonly string[],
): boolean {
  const wanted = filled.map((slot) => wantedOf(run, flow, slot))
  const found = Object.entries(findSlots(said, at, wanted, run.world.rules.places))
  const slots = found.flatMap(([slot, value]) => {
    const open = value !== undefined && value !== null && usable(flow, slot, value as Value) === undefined
    return open && filled.includes(slot) ? [slot] : []
  })
  for (const slot of slots) delete frame.slots[slot]
  if (slots.length > 0) note(run, 'corrected', { flow: frame.flow, slots })
  return slots.length > 0
}

/** Keeps what a message tells beyond what was asked; gives it in words, '' for nothing. `except` was just answered. */
export function volunteer(run: Run, frame: Frame, heard: Heard, except?: string): string {
  const flow = run.world.flows.get(frame.flow)
  if (!flow || heard.content.type !== 'text') return ''
  const open = Object.keys(flow.slots).filter((slot) => {
    return frame.slots[slot] === undefined && slot !== except && mayVolunteer(flow, slot)
  })
  const found = find(run, flow, frame, heard, open, except).slice(0, MAX_VOLUNTEERED)
  for (const { slot, value } of found) frame.slots[slot] = value
  return list(run, flow, found)
}

/** Says what was kept unasked: last, or at this place among the effects. */
export function sayNoted(run: Run, answers: string, at = run.effects.length): void {
  if (answers === '') return
  const later = run.effects.splice(at)
  say(run, 'text', 'engine.noted', { args: { answers } })
  run.effects.push(...later)
}

/** False where only an answer to its own question fills it. */
export function mayVolunteer(flow: LoadedFlow, name: string): boolean {
  const slot = flow.slots[name]
  return slot !== undefined && !(typeof slot === 'object' && 'type' in slot && slot.volunteer === false)
}

function find(
  run: Run,
  flow: LoadedFlow,
  frame: Frame,
  { said, at }: Heard,
  slots: readonly string[],
  except?: string,
): Found[] {
  const wanted = [...slots, ...(except === undefined ? [] : [except])].map((slot) =>
    wantedOf(run, flow, slot),
  )
  const values = findSlots(said, at, wanted, run.world.rules.places)
  return Object.entries(values).flatMap(([slot, value]) => {
    if (slot === except || value === undefined || value === null) return []
    const told = usable(flow, slot, value as Value)
    return told === undefined || JSON.stringify(told) === JSON.stringify(frame.slots[slot])
      ? []
      : [{ slot, value: told }]
  })
}

/** A found value in the form its answer type keeps; one that still has to be asked back is no answer yet. */
function usable(flow: LoadedFlow, slot: string, value: Value): Value | undefined {
  if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'ask')
    return coarsely(flow, slot, (value as Extract<PlaceAnswer, { kind: 'ask' }>).candidates)
  if (typeof value === 'object' && value !== null && 'age' in value && typeof value.age === 'number')
    return value.age
  if (typeof value === 'object' && value !== null && 'e164' in value) return value.e164
  // A birth year told in passing is left to its question, which asks for the month where a limit depends on it.
  if (typeof value === 'object' && value !== null && 'birth' in value) return undefined
  if (typeof value === 'object' && value !== null && 'future' in value && value.future === true)
    return undefined
  // A day told in passing without its hour is left to its question, which asks for the hour and repeats both.
  if (typeof value === 'object' && value !== null && 'earliest' in value)
    return 'time' in value || 'part' in value ? value : undefined
  return value
}

function wantedOf(run: Run, flow: LoadedFlow, slot: string): Wanted {
  const declared = flow.slots[slot]
  const cues = typeof declared === 'object' && 'type' in declared ? declared.cues : undefined
  const text = askText(flow, slot)
  const options = text === undefined ? [] : optionsForSlot(run, text, optionsOf(flow, slot))
  return {
    slot,
    type: answerType(flow, slot),
    ...(cues === undefined ? {} : { cues: [...cues] }),
    ...(options.length === 0 ? {} : { options }),
  }
}

/** What stands before the new value: some types want the value alone. */
const TAKEN_BACK = /^.*?\b(salah|ralat|koreksi|maksud(nya| saya)?|(se)?harusnya|sorry|i mean)\b[\s,.:]*/i

/** "eh salah, 41": no word says what it is, so it is the answer given last, if it fits that question. */
function lastAnswer(run: Run, flow: LoadedFlow, frame: Frame, heard: Heard): Found[] {
  const asked = frame.trail.map((id) => flow.nodes[id]).findLast((node) => node?.kind === 'ask')
  if (asked?.kind !== 'ask') return []
  const kind = answers[answerType(flow, asked.into)]
  if (kind.free) return []
  const options = optionsForSlot(run, asked.text, optionsOf(flow, asked.into))
  const { content, at } = heard
  const { world, session } = run
  const reads = [heard.said, world.understand(heard.said.raw.replace(TAKEN_BACK, ''))].map((said) =>
    kind.read({ world, lang: session.lang, content, said, at, flow, slot: asked.into, options }),
  )
  const read = reads.find(({ is }) => is !== 'no')
  if (!read) return []
  if (read.is === 'value') return [{ slot: asked.into, value: read.value }]
  // A moment wants to be confirmed; the sentence that says what was changed does that.
  const back = read.is === 'ask_back' ? read.back.partial : undefined
  const value = typeof back === 'object' && back !== null && 'value' in back ? back.value : undefined
  return value === undefined ? [] : [{ slot: asked.into, value }]
}

/**
 * The very words of another choice than the one that was noted, where they answer nothing now: whoever sees that they
 * were taken wrong says it again ("saya sendiri", after the father was noted as the one who was hurt).
 */
export function sayAgain(run: Run, frame: Frame, { content, said }: Heard): boolean {
  const flow = run.world.flows.get(frame.flow)
  if (!flow || content.type !== 'text') return false
  const words = bare(said.raw)
  // One word ("teman") may be meant for anything.
  if (!words.includes(' ')) return false
  const meant = Object.keys(flow.slots).flatMap((slot) => {
    if (frame.slots[slot] === undefined || answerType(flow, slot) !== 'choice') return []
    const { options = [] } = wantedOf(run, flow, slot)
    const option = options.find(({ label, synonyms = [] }) =>
      [label, ...synonyms].some((one) => bare(one) === words),
    )
    return option === undefined ? [] : [{ slot, value: option.id }]
  })
  const [found, ...others] = meant
  // Not to know is said of what is asked now; and words of two questions are an answer to neither.
  if (found === undefined || others.length > 0 || found.value === 'unknown') return false
  if (frame.slots[found.slot] === found.value) return false
  return apply(run, flow, frame, [found])
}

const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function list(run: Run, flow: LoadedFlow, found: readonly Found[]): string {
  return found
    .map(({ slot, value }) => `${labelOfSlot(run, flow.id, slot)}: ${speakSlot(run, flow, slot, value)}`)
    .join(', ')
}
