/** @module A place of residence: the city with kecamatan and kelurahan, the regency next door, or elsewhere. */

import type { Value } from '../../core/chat.ts'
import { placeName } from '../../rules/places.ts'
import { parseChoice } from '../../understanding/answers/choice.ts'
import { type PlaceAnswer, parsePlace } from '../../understanding/answers/place.ts'
import type { LoadedFlow } from '../flow.ts'
import { type AnswerKind, type Asked, NO, type Read, recordOf, wordsOf } from './answer.ts'

export const place: AnswerKind = {
  type: 'place',
  free: false,
  read(asked) {
    const back = readBack(asked)
    if (back) return back
    const found = parsePlace(asked.said, asked.world.rules.places)
    if (!found) return NO
    if (found.kind !== 'ask') return { is: 'value', value: toValue(found) }
    const shared = coarsely(asked.flow, asked.slot, found.candidates)
    return shared ? { is: 'value', value: shared } : askWhich(asked, found.candidates)
  },
  speak(value, { world, lang }) {
    const told = recordOf(value)
    const name = wordsOf(told?.name ?? '')
    if (told?.kind === 'city') {
      const district = wordsOf(told.district ?? '') || undefined
      const village = wordsOf(told.village ?? '') || undefined
      return (
        placeName(world.rules.places, { district, village }) || world.texts.format('engine.city', lang, {})
      )
    }
    if (told?.kind === 'kabupaten') return world.texts.format('engine.kabupaten', lang, { place: name })
    return name || world.texts.format('engine.elsewhere', lang, {})
  },
}

type Candidate = Extract<PlaceAnswer, { kind: 'ask' }>['candidates'][number]

function toValue(found: Exclude<PlaceAnswer, { kind: 'ask' }>): Value {
  if (found.kind !== 'city') return { kind: found.kind, name: found.name }
  return {
    kind: 'city',
    ...(found.district ? { district: found.district } : {}),
    ...(found.village ? { village: found.village } : {}),
  }
}

/** What all candidates have in common, the city and the kecamatan where it is one, for a slot that needs no more. */
export function coarsely(
  flow: LoadedFlow,
  slot: string,
  candidates: readonly Candidate[],
): Value | undefined {
  const declared = flow.slots[slot]
  const coarse = typeof declared === 'object' && 'type' in declared && declared.coarse === true
  if (!coarse || candidates.length === 0) return undefined
  const districts = new Set(candidates.map(({ district }) => district))
  const [district] = districts
  return { kind: 'city', ...(districts.size === 1 && district !== undefined ? { district } : {}) }
}

/** "Bekasi" alone: city or regency? "Jatiasih": the kecamatan or the kelurahan? */
function askWhich({ world, lang }: Asked, candidates: readonly Candidate[]): Read {
  const choices =
    candidates.length === 0
      ? (['city', 'kabupaten'] as const).map((id) => ({
          id,
          label: world.texts.format(`engine.place.${id}`, lang, {}),
        }))
      : candidates.map((one) => ({
          id: one.village ?? one.district,
          label: placeName(world.rules.places, one),
        }))
  const text = candidates.length === 0 ? 'engine.city_or_kabupaten' : 'engine.which_place'
  return { is: 'ask_back', back: { text, args: {}, choices, partial: { step: 'which', choices } } }
}

function readBack(asked: Asked): Read | undefined {
  const open = recordOf(asked.partial)
  if (open?.step !== 'which' || !Array.isArray(open.choices)) return undefined
  const options = open.choices.flatMap((one: Value) => {
    const choice = recordOf(one)
    return choice ? [{ id: wordsOf(choice.id ?? ''), label: wordsOf(choice.label ?? '') }] : []
  })
  const chosen = parseChoice(asked.said, options)
  if (!chosen || !('id' in chosen)) return undefined
  if (chosen.id === 'city') return { is: 'value', value: { kind: 'city' } }
  if (chosen.id === 'kabupaten')
    return { is: 'value', value: { kind: 'kabupaten', name: 'Kabupaten Bekasi' } }
  const district = chosen.id.slice(0, 6)
  const village = chosen.id.length > 6 ? { village: chosen.id } : {}
  return { is: 'value', value: { kind: 'city', district, ...village } }
}
