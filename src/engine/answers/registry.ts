/** @module The kinds of answer, by type; a test fails when a type has no transcript or table of its own. */

import type { AnswerType } from '../flow.ts'
import { age } from './age.ts'
import type { AnswerKind } from './answer.ts'
import { caseNumber } from './case-number.ts'
import { choice } from './choice.ts'
import { code } from './code.ts'
import { location } from './location.ts'
import { moment } from './moment.ts'
import { money } from './money.ts'
import { name } from './name.ts'
import { phone } from './phone.ts'
import { photo } from './photo.ts'
import { place } from './place.ts'
import { text } from './text.ts'
import { where } from './where.ts'
import { yesNo } from './yes-no.ts'

export const answers: Readonly<Record<AnswerType, AnswerKind>> = {
  yes_no: yesNo,
  choice,
  text,
  name,
  moment,
  age,
  place,
  where,
  phone,
  money,
  photo,
  location,
  case_number: caseNumber,
  code,
}
