/** @module A shared position. */

import { type AnswerKind, NO, recordOf, wordsOf } from './answer.ts'

/** Of a degree: about a metre, finer than a phone knows where it is. */
const DECIMALS = 5

export const location: AnswerKind = {
  type: 'location',
  free: false,
  read({ content }) {
    if (content.type !== 'location') return NO
    return { is: 'value', value: { lat: content.lat, lng: content.lng, label: content.label ?? '' } }
  },
  speak(value, { world, lang }) {
    const { label, lat, lng } = recordOf(value) ?? {}
    const name = wordsOf(label ?? '') || world.texts.format('engine.shared_location', lang, {})
    // Whoever handles the report has to find the place; the name of a shop leads nobody there.
    if (typeof lat !== 'number' || typeof lng !== 'number') return name
    return `${name} (${lat.toFixed(DECIMALS)}, ${lng.toFixed(DECIMALS)})`
  },
}
