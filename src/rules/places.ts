/** @module The places of the city and its neighbours: types, schema and names. Pure; finding a place in a text is not done here. */

import { z } from 'zod'

const aliases = z.array(z.string().min(1))

export const placesSchema = z.strictObject({
  source: z.string().optional(),
  districts: z.array(
    z.strictObject({
      id: z.string().regex(/^\d{6}$/),
      name: z.string().min(1),
      aliases,
      villages: z.array(
        z.strictObject({ id: z.string().regex(/^\d{10}$/), name: z.string().min(1), aliases }),
      ),
    }),
  ),
  landmarks: z.array(
    z.strictObject({
      name: z.string().min(1),
      aliases,
      villageId: z.string().optional(),
      districtId: z.string().optional(),
    }),
  ),
  others: z.array(
    z.strictObject({ id: z.enum(['kabupaten_bekasi', 'elsewhere']), name: z.string().min(1), aliases }),
  ),
})

/** Ids are the government's codes without dots: 327501 a kecamatan, 3275011002 a kelurahan. */
export type Places = z.infer<typeof placesSchema>

/** "Kelurahan Margahayu, Kecamatan Bekasi Timur", the kecamatan alone, or '' for ids it does not know. */
export function placeName(
  places: Places,
  at: { district?: string | undefined; village?: string | undefined },
): string {
  const district = places.districts.find((one) =>
    at.village ? one.villages.some((village) => village.id === at.village) : one.id === at.district,
  )
  if (!district) return ''
  const village = district.villages.find((one) => one.id === at.village)
  const kecamatan = `Kecamatan ${district.name}`
  return village ? `Kelurahan ${village.name}, ${kecamatan}` : kecamatan
}

/** Faults a schema cannot see: repeated ids, villages outside their district, landmarks that stand nowhere. */
export function placeFaults(places: Places): string[] {
  const faults: string[] = []
  const seen = new Set<string>()
  const add = (id: string) => {
    if (seen.has(id)) faults.push(`places: ${id} stands twice`)
    seen.add(id)
  }
  for (const district of places.districts) {
    add(district.id)
    for (const village of district.villages) {
      add(village.id)
      if (!village.id.startsWith(district.id)) faults.push(`places: ${village.id} is not in ${district.id}`)
    }
  }
  for (const landmark of places.landmarks) {
    const ids = [landmark.villageId, landmark.districtId].filter((id) => id !== undefined)
    if (ids.length === 0) faults.push(`places: landmark ${landmark.name} stands nowhere`)
    for (const id of ids)
      if (!seen.has(id)) faults.push(`places: landmark ${landmark.name} names unknown ${id}`)
  }
  return faults
}
