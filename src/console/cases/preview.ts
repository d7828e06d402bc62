/** @module What a resident will read of a change or a question, in the words and the language of their chat. */

import type { CaseFile } from '../../core/case-desk.ts'
import type { CaseField } from '../../core/case-fields.ts'
import { formatWeekdayHour } from '../../core/jakarta.ts'
import type { CaseState } from '../../core/lists.ts'
import { fieldLabel } from '../../text/case-words.ts'
import type { StaffVisit } from '../deps.ts'
import { wordsOf } from '../words.ts'

/** As the chat will say it, but for the minute it is sent. */
export function previewOf(
  { deps, words }: StaffVisit,
  file: CaseFile,
  state: CaseState,
): { plain: string; noted: string } {
  const theirs = wordsOf(deps, file.language)
  const args = {
    number: file.number,
    kind: theirs.tell(`case.kind.${file.kind}`),
    state: theirs.tell(`case.state.${state}`),
    changed: formatWeekdayHour(deps.now(), file.language),
    note: `[${words.say('cases.note')}]`,
  }
  return {
    plain: theirs.tell('engine.case_changed', args),
    noted: theirs.tell('engine.case_changed_note', args),
  }
}

export function questionFor({ deps }: StaffVisit, file: CaseFile, fields: readonly CaseField[]): string {
  const theirs = wordsOf(deps, file.language)
  const list = fields.map((field) => `- ${fieldLabel(theirs.tell, file.kind, field)}`).join('\n')
  return theirs.say('cases.question', { number: file.number, list })
}
