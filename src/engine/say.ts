/** @module Turns a text key into a bubble: facts by date with their source, slots in words, lists under it. */

import type { Author } from '../core/lists.ts'
import type { Asked, Choice, Reply } from '../core/message.ts'
import type { Frame } from '../core/session.ts'
import type { Fact } from '../rules/fact.ts'
import { tell } from '../rules/tell.ts'
import { type Args, argsOf } from './args.ts'
import { emit, note, type Run, topOf } from './run.ts'

const FACT = 'fact_'
/** What is told with its source and day, as a figure or in words ("sekitar 185–200 ribu"). */
const AMOUNTS: readonly Fact['unit'][] = ['rupiah', 'percent', 'count']
const IN_WORDS = /\d[\d.,–-]*\s*(ribu|juta|miliar|orang|%)/

function isAmount({ unit, value }: Fact): boolean {
  return AMOUNTS.includes(unit) || (unit === 'text' && typeof value === 'string' && IN_WORDS.test(value))
}
/** Said when neither a text nor its twin can be told today. */
const NO_FACT = 'engine.no_fact'

export type Extra = {
  args?: Args
  lines?: readonly string[]
  choices?: Choice[]
  link?: { url: string; label: string }
  ask?: Asked
  author?: Author
}

/**
 * Says a text in the words of this frame. A text whose facts cannot be told today is replaced by its
 * `.no_fact` twin, or by the road to an officer.
 */
export function say(run: Run, part: 'text' | 'question', key: string, extra: Extra = {}): void {
  if (run.quiet) return
  const text = textOf(run, topOf(run), key, extra.args, extra.lines)
  const reply: Reply = {
    text,
    ...(extra.choices && extra.choices.length > 0 ? { choices: extra.choices } : {}),
    ...(extra.link ? { link: extra.link } : {}),
    ...(extra.ask ? { ask: extra.ask } : {}),
  }
  emit(run, part, reply, extra.author)
}

/** The whole text of one bubble, source line included. */
export function textOf(
  run: Run,
  frame: Frame | undefined,
  key: string,
  extra: Args = {},
  lines: readonly string[] = [],
  isCited = true,
): string {
  // A line of a list that cannot be told today is left out; the rest of the list still holds.
  const sure = lines.filter((line) => factsOf(run, [line]).ok)
  const facts = factsOf(run, [key, ...sure])
  const used = facts.ok ? key : noFactKey(run, key)
  // A twin may name what the text did not, or some of what can still be told.
  const told = facts.ok ? facts : factsOf(run, [used])
  const args = { ...argsOf(run, frame, extra), ...facts.args, ...told.args }
  const { texts } = run.world
  const { lang } = run.session
  const list = facts.ok ? sure.map((line) => `• ${texts.format(line, lang, args)}`) : []
  const said = told.ok ? used : NO_FACT
  // An empty value at the end leaves no empty line.
  return [texts.format(said, lang, args).trim(), ...list, ...(isCited ? told.sources : [])]
    .filter((line) => line !== '')
    .join('\n')
}

function noFactKey(run: Run, key: string): string {
  const twin = `${key}.no_fact`
  if (run.world.texts.has(twin, run.session.lang)) return twin
  note(run, 'limit_reached', { missing_fact: key })
  return NO_FACT
}

type Facts = { ok: boolean; args: Args; sources: string[] }

/** The facts these texts name, told for today; amounts bring their source line. */
function factsOf(run: Run, keys: readonly string[]): Facts {
  const { lang } = run.session
  const { rules, now, texts } = run.world
  const args: Args = {}
  const sources = new Set<string>()
  let ok = true
  let demo = false
  const names = new Set(
    keys.flatMap((key) => texts.placeholders(key)).filter((name) => name.startsWith(FACT)),
  )
  for (const name of names) {
    const told = tell(rules, name.slice(FACT.length), now, lang)
    if (!told.ok) {
      ok = false
      continue
    }
    args[name] = told.text
    demo ||= told.demo
    // An amount is only worth what its source and date are.
    if (isAmount(told.fact)) sources.add(told.source)
  }
  const cited =
    sources.size > 0 ? [texts.format('engine.source', lang, { sources: sourceList([...sources]) })] : []
  const marked = demo ? [texts.format('engine.demo_value', lang, {})] : []
  return { ok, args, sources: [...cited, ...marked] }
}

/** "A; B, dicek 22 November 2026": a day that all sources share is said once. */
export function sourceList(sources: readonly string[]): string {
  const cut = (source: string) => source.lastIndexOf(', ')
  const days = new Set(sources.map((source) => source.slice(cut(source))))
  const [day] = days
  if (days.size !== 1 || day === undefined) return sources.join('; ')
  return `${[...new Set(sources.map((source) => source.slice(0, cut(source))))].join('; ')}${day}`
}
