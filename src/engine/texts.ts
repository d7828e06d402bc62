/** @module The texts the engine says by itself, with the values each is given. The flow check and a test keep this list true. */

import { CONSENT_ANSWERS, PURPOSES } from '../core/consent.ts'
import { CASE_KINDS, CASE_STATES } from '../core/lists.ts'
import { ROLES } from '../core/staff.ts'
import { OWN_STATE_KEYS } from '../text/case-words.ts'
import { ANSWER_TYPES } from './flow.ts'
import { IDENTITY_TEXTS } from './identity-texts.ts'

/** Bubbles, and the values beyond those of every text (`EVERYWHERE`) that each may name. */
export const ENGINE_BUBBLES: Readonly<Record<string, readonly string[]>> = {
  'engine.after_emergency': [],
  'engine.back_to': ['title'],
  'engine.bot_back': [],
  'engine.broken': [],
  'engine.cancelled': ['title'],
  'engine.cancelled_kept': ['title'],
  'engine.case_back': ['number'],
  'engine.case_changed': ['number', 'kind', 'state', 'changed', 'note'],
  'engine.case_changed_note': ['number', 'kind', 'state', 'changed', 'note'],
  'engine.case_filed_late': ['number', 'code'],
  'engine.changed_by_button': [],
  'engine.city_or_kabupaten': [],
  'engine.clear_screen': [],
  'engine.also_asked': ['title'],
  'engine.closed_by_staff': [],
  'engine.confirm_moment': ['moment'],
  'engine.continued': ['answer'],
  'engine.corrected': ['changes'],
  'engine.demo': [],
  'engine.did_you_mean': [],
  'engine.emergency': [],
  'engine.parted': [],
  'engine.own_data': ['purposes', 'looked', 'until'],
  'engine.erasure_chat_kept': [],
  'engine.erasure_kept': ['n'],
  'engine.erasure_planned.chat': ['number', 'at'],
  'engine.erasure_planned.everything': ['number', 'at'],
  'engine.erasure_planned.report': ['number', 'at'],
  'engine.erasure_stopped': ['number'],
  'engine.english_heard': [],
  'engine.english_there': [],
  'engine.filed_already': ['changes'],
  'engine.first': [],
  'engine.future_date': [],
  'engine.goodbye': [],
  'engine.help_which': [],
  'engine.helped': [],
  'engine.helped.sorry': [],
  'engine.helped.thanks': [],
  'engine.muted': ['until'],
  'engine.kept_unsent': ['title'],
  'engine.language_switched': [],
  'engine.late': [],
  'engine.moment_again': [],
  'engine.no_back': [],
  'engine.no_fact': [],
  'engine.not_getting_it': [],
  'engine.not_understood': [],
  'engine.noted': ['answers'],
  'engine.nothing_to_cancel': [],
  'engine.number_masked': [],
  'engine.old_button': [],
  'engine.plain_words': [],
  'engine.queue.again': [],
  'engine.queue.kept_at': [],
  'engine.queue.closed': ['position', 'opens'],
  'engine.queue.kept': [],
  'engine.queue.kept_media': [],
  'engine.queue.left': [],
  'engine.queue.open': ['position', 'opens'],
  'engine.queue.unknown': ['position', 'opens'],
  'engine.resume_or_anew': ['title'],
  'engine.review_which': [],
  'engine.staff_changed': [],
  'engine.staff_joined': [],
  'engine.still_not_understood': [],
  'engine.wait': [],
  'engine.welcome': [],
  'engine.which_month': ['year'],
  'engine.which_one': [],
  'engine.which_place': [],
  ...IDENTITY_TEXTS,
  'file.lost': ['media', 'why'],
  'media.joined': ['media'],
  'media.joined_case': ['media', 'number'],
  ...each('retry', ANSWER_TYPES, []),
  ...each('help', ANSWER_TYPES, ['choices']),
  ...each(
    'media',
    [
      'contact',
      'default',
      'document',
      'edited',
      'image',
      'location',
      'sticker',
      'unsupported',
      'video',
      'voice',
      'with_words',
    ],
    [],
  ),
}

/** Words that stand inside other texts; they are given these values and nothing else. */
export const ENGINE_WORDS: Readonly<Record<string, readonly string[]>> = {
  'engine.about_hour': ['time'],
  'engine.at_hour': ['time'],
  'engine.change': ['change', 'result'],
  'engine.city': [],
  'engine.demo_value': [],
  'case.field.files': [],
  'engine.elsewhere': [],
  'engine.files_kept': ['n'],
  'engine.kabupaten': ['place'],
  'engine.no': [],
  'engine.over': [],
  'engine.own_case': ['number', 'kind', 'state', 'changed', 'note'],
  'engine.photo_kept': [],
  'engine.shared_location': [],
  'engine.source': ['sources'],
  'engine.years_old': ['age'],
  'engine.yes': [],
  'engine.own_data.looked': ['role', 'at'],
  'engine.own_data.nobody': [],
  'engine.own_data.none': [],
  'engine.own_data.purpose': ['purpose', 'answer', 'at'],
  'engine.own_data.until': ['at'],
  ...each('engine.own_data.role', [...ROLES, 'other'], []),
  ...each('engine.own_data.purpose', PURPOSES, []),
  ...each('engine.own_data.answer', CONSENT_ANSWERS, []),
  ...each('engine.part', ['dawn', 'morning', 'noon', 'afternoon', 'evening', 'night'], []),
  ...each('case.kind', CASE_KINDS, []),
  ...each('case.state', CASE_STATES, []),
  ...Object.fromEntries(OWN_STATE_KEYS.map((key) => [key, []])),
}

/** Labels of the engine's own choices; each may have an `.alias`. */
export const ENGINE_BUTTONS: readonly string[] = [
  ...[
    'again',
    'aid',
    'also',
    'anew',
    'check_list',
    'go_on',
    'help',
    'helped',
    'later',
    'menu',
    'not_now',
    'not_helped',
    'report',
    'staff',
  ].map((id) => `engine.offer.${id}`),
  'engine.confirm.no',
  'engine.confirm.yes',
  'engine.place.city',
  'engine.place.kabupaten',
  'engine.review.change',
  'engine.review.yes',
]

/** What every bubble may name, whatever flow is open. */
export const EVERYWHERE: readonly string[] = ['own_cases', 'queue_position', 'service_name']

/** What a bubble may name after a decision by table. */
export const VERDICT_VALUES: readonly string[] = ['verdict_change', 'verdict_source', 'verdict_why']

/** Flows the engine starts by itself, and the nodes it enters them at. */
export const ENGINE_STARTS: Readonly<Record<string, readonly string[]>> = {
  accident: [],
  death: [],
  menu: ['choices'],
  registered: ['form'],
  smalltalk: [],
  staff: [],
}

function each(
  prefix: string,
  words: readonly string[],
  values: readonly string[],
): Record<string, readonly string[]> {
  return Object.fromEntries(words.map((word) => [`${prefix}.${word}`, values]))
}
