/** @module Kelurahan and kecamatan by the names lists give them. Pure. */

import type { Places } from '../../rules/places.ts'

export type PlaceIndex = {
  /** Codes of what is named; `faults` when a name is unknown or the two do not go together. */
  find(
    district: string,
    village: string,
  ): {
    district?: string
    village?: string
    faults: ('district_unknown' | 'village_unknown' | 'place_differs')[]
  }
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^\s*(kecamatan|kec|kelurahan|kel|desa|ds)\b\.?/, '')
    .replace(/[^a-z]/g, '')

export function makePlaceIndex(places: Places): PlaceIndex {
  const districts = new Map<string, string>()
  const villages = new Map<string, { id: string; district: string }>()
  for (const { id, name, aliases, villages: own } of places.districts) {
    for (const one of [name, ...aliases, id]) districts.set(plain(one) || one, id)
    for (const village of own)
      for (const one of [village.name, ...village.aliases])
        villages.set(plain(one), { id: village.id, district: id })
  }
  return {
    find: (districtName, villageName) => {
      const district = districts.get(plain(districtName) || districtName)
      const village = villages.get(plain(villageName))
      const faults: ReturnType<PlaceIndex['find']>['faults'] = []
      if (districtName !== '' && district === undefined) faults.push('district_unknown')
      if (villageName !== '' && village === undefined) faults.push('village_unknown')
      const isApart = district !== undefined && village !== undefined && village.district !== district
      if (isApart) faults.push('place_differs')
      const at = isApart ? district : (village?.district ?? district)
      return {
        ...(at === undefined ? {} : { district: at }),
        ...(village === undefined || isApart ? {} : { village: village.id }),
        faults,
      }
    },
  }
}
