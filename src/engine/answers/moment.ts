/** @module When something happened: a day, with the hour as exactly as it is known. Always confirmed in words. */

import type { Value } from '../../core/chat.ts'
import { formatWeekdayDate } from '../../core/jakarta.ts'
import { type Moment, parseMoment } from '../../understanding/answers/moment.ts'
import { parseYesNo } from '../../understanding/answers/yes-no.ts'
import { type AnswerKind, type Asked, NO, type Read, recordOf, type SpeakIn, wordsOf } from './answer.ts'

export const moment: AnswerKind = {
  type: 'moment',
  free: false,
  read(asked) {
    const told = parseMoment(asked.said, asked.at)
    if (told?.future) return { is: 'no', retry: 'engine.future_date', forget: true }
    if (told) return confirm(asked, toValue(told))
    const open = recordOf(asked.partial)
    const yes = open ? parseYesNo(asked.said) : undefined
    if (yes === true && open?.value !== undefined) return { is: 'value', value: open.value }
    if (yes === false) return { is: 'no', retry: 'engine.moment_again', forget: true }
    return NO
  },
  speak(value, context) {
    const told = recordOf(value)
    const earliest = told?.earliest
    if (!told || typeof earliest !== 'number') return wordsOf(value)
    const day = formatWeekdayDate(new Date(earliest), context.lang)
    return `${day}${hourOf(told, context)}`
  },
}

function toValue(told: Moment): Value {
  return {
    day: told.day,
    earliest: told.earliest,
    latest: told.latest,
    vague: told.vague,
    ...(told.time ? { time: told.time } : {}),
    ...(told.part ? { part: told.part } : {}),
  }
}

function confirm({ world, lang, flow, slot }: Asked, value: Value): Read {
  const args = { moment: moment.speak(value, { world, lang, flow, slot }) }
  const choices = (['yes', 'no'] as const).map((id) => ({
    id,
    label: world.texts.format(`engine.confirm.${id}`, lang, {}),
  }))
  return { is: 'ask_back', back: { text: 'engine.confirm_moment', args, choices, partial: { value } } }
}

function hourOf(told: Readonly<Record<string, Value>>, { world, lang }: SpeakIn): string {
  const time = wordsOf(told.time ?? '').replace(':', '.')
  const part = wordsOf(told.part ?? '')
  if (time) {
    const key = told.vague === true ? 'engine.about_hour' : 'engine.at_hour'
    return ` ${world.texts.format(key, lang, { time })}`
  }
  return part ? ` ${world.texts.format(`engine.part.${part}`, lang, {})}` : ''
}
