/** @module A shared position. */

import { type AnswerKind, NO, recordOf, wordsOf } from './answer.ts'

export const location: AnswerKind = {
  type: 'location',
  free: false,
  read({ content }) {
    if (content.type !== 'location') return NO
    return { is: 'value', value: { lat: content.lat, lng: content.lng, label: content.label ?? '' } }
  },
  speak(value, { world, lang }) {
    const label = wordsOf(recordOf(value)?.label ?? '')
    return label || world.texts.format('engine.shared_location', lang, {})
  },
}
