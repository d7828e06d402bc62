/** @module What the pages of cases have in common: badges, deadlines, hidden fields of a form, notices. */

import type { FC } from 'hono/jsx'
import type { CaseFile, CaseLine } from '../../core/case-desk.ts'
import type { TextArgs } from '../../text/texts.ts'
import type { StaffVisit } from '../deps.ts'
import type { Words } from '../words.ts'
import { dueWords, kindWords, stateWords } from './words.ts'

export const CASES = '/console/laporan'
export const caseHref = (number: string, rest = ''): string => `${CASES}/${number}${rest}`
export const chatHref = (chatId: string): string => `/console/chat/${encodeURIComponent(chatId)}`

/** `facts` are read once a page: there are hundreds. */
export const DueBadge: FC<{
  visit: StaffVisit
  facts: TextArgs
  line: Pick<CaseLine, 'dueAt' | 'dueBy'>
  why?: boolean
}> = ({ visit: { deps, words }, facts, line, why }) => {
  const due = dueWords(words, facts, line, deps.now())
  if (due === undefined) return <span class="sub">{words.say('cases.due.none')}</span>
  return (
    <>
      <span class={due.tone === '' ? 'due' : `badge ${due.tone}`}>{due.text}</span>
      {why ? <span class="sub"> {due.why}</span> : null}
    </>
  )
}

/** Urgent, late, a child's, joined: each a word, none a colour alone. */
export const Marks: FC<{ visit: StaffVisit; line: CaseLine }> = ({ visit: { words }, line }) => (
  <>
    {line.urgent ? <span class="badge alarm">{words.say('cases.urgent')}</span> : null}
    {line.late ? <span class="badge warn">{words.say('cases.late')}</span> : null}
    {line.child ? <span class="badge warn">{words.say('cases.child')}</span> : null}
    {line.duplicateOf === undefined ? null : (
      <span class="badge">{words.say('cases.follows', { number: line.duplicateOf })}</span>
    )}
  </>
)

/** Number, kind and step of another case, which lead to it. */
export const CaseLink: FC<{ words: Words; one: Pick<CaseLine, 'number' | 'kind' | 'state'> }> = ({
  words,
  one: { number, kind, state },
}) => (
  <a href={caseHref(number)}>
    {words.say('cases.erasure.case', {
      number,
      kind: kindWords(words, kind),
      state: stateWords(words, kind, state),
    })}
  </a>
)

/** Who changes says what they saw, and each form acts once. */
export const Hand: FC<{ visit: StaffVisit; file: CaseFile; version?: number }> = ({
  visit,
  file,
  version,
}) => (
  <>
    <input type="hidden" name="versi" value={String(version ?? file.version)} />
    <input type="hidden" name="kunci" value={visit.deps.newId()} />
  </>
)

/** Words for what has just been done or refused; a key that is none of these says nothing. */
const NEWS = {
  dicatat: 'good',
  dibatalkan: 'good',
  diubah: 'good',
  ditanyakan: 'good',
  digabung: 'good',
  dipisah: 'good',
  diusulkan: 'good',
  disetujui: 'good',
  dihentikan: 'good',
  ditarik: 'good',
  own: 'alarm',
  decided: 'alarm',
  nothing: 'alarm',
  over: 'alarm',
  unsure: 'alarm',
  changed: 'alarm',
  unknown: 'alarm',
  not_a_step: 'alarm',
  follows: 'alarm',
  too_late: 'alarm',
  leads: 'alarm',
  unreadable: 'alarm',
  stopped: 'alarm',
  owned: 'alarm',
  not_sent: 'alarm',
} as const

export const News: FC<{ visit: StaffVisit; is: string | undefined }> = ({ visit: { words, deps }, is }) => {
  const key = Object.keys(NEWS).find((one) => one === is) as keyof typeof NEWS | undefined
  if (key === undefined) return null
  const isBad = NEWS[key] === 'alarm'
  return (
    <p class={isBad ? 'notice alarm' : 'notice'} role={isBad ? 'alert' : 'status'}>
      {words.say(`cases.news.${key}`, { seconds: deps.cases.limits.undoSeconds })}
    </p>
  )
}
