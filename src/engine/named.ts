/** @module An answer taken back by its name: "lokasinya salah, di depan SPBU", "ganti nomor hp", a place shared beside the summary. */

import type { Value } from '../core/chat.ts'
import type { Frame } from '../core/session.ts'
import { recordOf } from './answers/answer.ts'
import { labelOfSlot } from './args.ts'
import { apply, askedBy } from './correct.ts'
import { answerType } from './defaults.ts'
import { isQuestion } from './digress.ts'
import type { LoadedFlow, NodeOf } from './flow.ts'
import { hear } from './nodes/registry.ts'
import { askOpen } from './question.ts'
import { flowOf, type Heard, type QuestionNode, type Run } from './run.ts'
import { as } from './tap.ts'
import { rewalk } from './walk.ts'

/**
 * Which answer is meant, by which question it was given, and what the message says in its place. `isPlain`: a word says
 * that it is wrong, or nothing but its name is said.
 */
export type Named = Asked & { heard: Heard | undefined; isPlain: boolean }

/** Said before or behind the name of an answer that is wrong. */
const CUES = new Set(
  (
    'salah keliru ganti diganti gantinya ubah diubah perbaiki diperbaiki koreksi ralat betulkan dibetulkan harusnya ' +
    'seharusnya kurang bukan wrong change should'
  ).split(' '),
)
/** Words that may stand between, and tell nothing. */
const FILLERS = new Set(
  (
    'eh oh maaf sorry tolong mohon coba ada yang itu tadi mau ingin minta bagian isi isian data masih kok tepat benar ' +
    'pas saya sy aku jadi menjadi adalah yaitu dong deh ya sih kak kakak pak bu mas mbak bang min bisa the my is it be to'
  ).split(' '),
)
/** Between the name and the new value, where no word says that the old one is wrong. */
const LINKS = new Set(['adalah', 'yaitu', 'ialah', 'jadi', 'menjadi', 'is'])
const INSTEAD = /^bukan\s.*?\b(?:tapi|tetapi|melainkan)\s+/i

/** Undefined where no answer is plainly named: beside a summary its name may lead alone, elsewhere a cue must stand with it. */
export function namedAnswer(run: Run, frame: Frame, node: QuestionNode, heard: Heard): Named | undefined {
  const flow = flowOf(run, frame)
  if (!flow) return undefined
  const isReview = node.kind === 'review'
  if (isReview && heard.content.type === 'location') return placeOf(flow, frame, heard)
  if (heard.content.type !== 'text') return undefined
  const words = wordsOf(heard.said.raw)
  const known = answered(flow, frame)
  let at = 0
  let isCued = false
  let found = longest(run, flow, known, words)
  for (; !found && isLoose(words[at]); at += 1) {
    isCued ||= CUES.has(words[at]?.word ?? '')
    found = longest(run, flow, known, words.slice(at + 1))
  }
  if (!found || (node.kind === 'ask' && node.into === found.slot)) return undefined
  const behind = at + found.length
  let end = behind
  let isCuedBehind = false
  for (let next = behind; isLoose(words[next]); next += 1) {
    // A cue is followed by more that tells nothing: "salah, harusnya", "diganti jadi".
    if (CUES.has(words[next]?.word ?? '')) isCuedBehind = true
    if (isCuedBehind) end = next + 1
  }
  if (!isCuedBehind) while (LINKS.has(words[end]?.word ?? '')) end += 1
  if (words.slice(end).every(isLoose)) end = words.length
  if (!isCued && !isCuedBehind && (!isReview || isQuestion(heard))) return undefined
  const told = heard.said.raw.slice(words[end]?.from ?? heard.said.raw.length)
  const instead = heard.said.raw.slice(words[behind]?.from ?? heard.said.raw.length)
  const rest = INSTEAD.test(instead) ? instead.replace(INSTEAD, '') : /^bukan\b/i.test(instead) ? '' : told
  const value = rest.trim() === '' ? undefined : as(run, heard, rest.trim())
  const isPlain = isCued || isCuedBehind || value === undefined
  return { slot: found.slot, id: found.id, node: found.node, heard: value, isPlain }
}

/** Changes the answer when the new one is understood by its own question. */
export function giveNamed(run: Run, frame: Frame, named: Named): boolean {
  const flow = flowOf(run, frame)
  if (!flow || !named.heard) return false
  const { slot, id, node } = named
  const copy: Frame = { ...frame, node: id, slots: { ...frame.slots } }
  delete copy.partial
  const verdict = hear({ ...run, effects: [] }, copy, node, named.heard)
  // A moment wants to be confirmed; the sentence that says what was changed does that.
  const half: Value | undefined = verdict.is === 'half' ? recordOf(copy.partial)?.value : undefined
  const given = verdict.is === 'answer' ? copy.slots[slot] : half
  if (given === undefined) return false
  const value = placed(frame.slots[slot], given)
  if (apply(run, flow, frame, [{ slot, value }])) rewalk(run, frame)
  else askOpen(run)
  return true
}

/** A position shared without a name keeps the words that were written: they lead to it where a map does not. */
function placed(before: Value | undefined, given: Value): Value {
  const { words, code } = recordOf(before) ?? {}
  const shared = recordOf(given)
  if (shared?.label !== '' || typeof words !== 'string') return given
  return { ...shared, label: words, ...(code === undefined ? {} : { code }) }
}

/** Its question alone, where the new answer was not told or not understood. */
export function askNamed(run: Run, frame: Frame, { slot }: Named): void {
  const flow = flowOf(run, frame)
  if (flow && !apply(run, flow, frame, [], labelOfSlot(run, flow.id, slot))) {
    askOpen(run)
    return
  }
  delete frame.slots[slot]
  rewalk(run, frame)
}

type Word = { word: string; from: number }

const wordsOf = (raw: string): Word[] =>
  [...raw.matchAll(/[\p{L}\p{M}\p{N}'’+-]+/gu)].map(({ 0: word, index }) => ({
    word: word.toLowerCase(),
    from: index,
  }))

const isLoose = (one: Word | undefined) => one !== undefined && (CUES.has(one.word) || FILLERS.has(one.word))

type Asked = { slot: string; id: string; node: NodeOf<'ask'> }
type Found = Asked & { length: number }

/** The answer whose name these words begin with; of "waktu" and "waktu itu" the longer one. */
function longest(
  run: Run,
  flow: LoadedFlow,
  known: readonly Asked[],
  words: readonly Word[],
): Found | undefined {
  const found = known.flatMap((one) => {
    const lengths = namesOf(run, flow, one.slot)
      .map((name) => wordsOf(name))
      .filter((name) => name.every(({ word }, index) => isName(words[index]?.word, word)))
      .map(({ length }) => length)
    const length = Math.max(0, ...lengths)
    return length === 0 ? [] : [{ ...one, length }]
  })
  return found.sort((a, b) => b.length - a.length)[0]
}

const isName = (said: string | undefined, word: string) => said === word || said === `${word}nya`

function namesOf(run: Run, flow: LoadedFlow, slot: string): string[] {
  const key = `slot.${flow.id}.${slot}.alias`
  const { lang } = run.session
  const more = run.world.texts.has(key, lang) ? run.world.texts.format(key, lang, {}).split('|') : []
  return [labelOfSlot(run, flow.id, slot), ...more]
}

/** What was asked and answered on the way to here. */
function answered(flow: LoadedFlow, frame: Frame): Asked[] {
  return Object.keys(flow.slots).flatMap((slot) => {
    const asked = frame.slots[slot] === undefined ? undefined : askedBy(flow, frame, slot)
    return asked ? [{ slot, ...asked }] : []
  })
}

function placeOf(flow: LoadedFlow, frame: Frame, heard: Heard): Named | undefined {
  const found = answered(flow, frame).find(({ slot }) =>
    ['where', 'location'].includes(answerType(flow, slot)),
  )
  return found && { ...found, heard, isPlain: false }
}
