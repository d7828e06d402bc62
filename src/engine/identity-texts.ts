/** @module The texts about whose chat this is. */

import { IDENTITY_ANSWERS, IDENTITY_NEWS } from '../core/lists.ts'

/** Their texts, with the values each is given. */
export const IDENTITY_TEXTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(IDENTITY_ANSWERS.map((answer) => [`identity.answer.${answer}`, ['listed']])),
  ...Object.fromEntries(IDENTITY_NEWS.map((what) => [`identity.news.${what}`, []])),
  'identity.bound': [],
  'identity.not_bound': [],
  'identity.phone_kept': [],
  'identity.phone_no_link': [],
  'identity.phone_not_own': [],
}
