/** @module A photo or a scanned paper. */

import { type AnswerKind, NO } from './answer.ts'

export const photo: AnswerKind = {
  type: 'photo',
  free: false,
  read({ content }) {
    if (content.type !== 'image' && content.type !== 'document') return NO
    return { is: 'value', value: { photo: content.media?.ref ?? '', caption: content.caption ?? '' } }
  },
  speak: (_, { world, lang }) => world.texts.format('engine.photo_kept', lang, {}),
}
