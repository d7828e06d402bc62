/** @module The places of Kota Bekasi. */

import { describe, expect, it } from 'vitest'
import { placeFaults, placeName } from '../../src/rules/places.ts'
import { realEdition } from './edition.ts'

const { places } = realEdition

describe('the places', () => {
  it('are the 12 kecamatan and 56 kelurahan of the city', () => {
    expect(places.districts).toHaveLength(12)
    expect(places.districts.map(({ villages }) => villages.length)).toEqual([
      4, 5, 6, 5, 4, 4, 4, 5, 6, 5, 4, 4,
    ])
    for (const { id } of places.districts) expect(id.startsWith('3275')).toBe(true)
  })

  it('know the neighbours of another government', () => {
    const kabupaten = places.others.find(({ id }) => id === 'kabupaten_bekasi')
    expect(kabupaten?.aliases).toEqual(
      expect.arrayContaining([
        'tambun',
        'cikarang',
        'cibitung',
        'setu',
        'babelan',
        'tarumajaya',
        'serang baru',
        'cibarusah',
      ]),
    )
  })

  it('have no alias twice under one name', () => {
    const named = [
      ...places.districts.flatMap((one) => [one, ...one.villages]),
      ...places.landmarks,
      ...places.others,
    ]
    for (const { name, aliases } of named) expect(new Set(aliases).size, name).toBe(aliases.length)
  })

  it('are said as kelurahan and kecamatan', () => {
    expect(placeName(places, { village: '3275011002' })).toBe('Kelurahan Margahayu, Kecamatan Bekasi Timur')
    expect(placeName(places, { district: '327509' })).toBe('Kecamatan Jatiasih')
    expect(placeName(places, { district: '327501', village: '3275091002' })).toBe(
      'Kelurahan Jatiasih, Kecamatan Jatiasih',
    )
    expect(placeName(places, { village: '9999999999' })).toBe('')
    expect(placeName(places, {})).toBe('')
  })

  it('are refused when a village stands in another district or a landmark nowhere', () => {
    const village = { id: '3275021001', name: 'Bintara', aliases: [] }
    const faults = placeFaults({
      districts: [{ id: '327501', name: 'Bekasi Timur', aliases: [], villages: [village, village] }],
      landmarks: [
        { name: 'Pasar', aliases: [] },
        { name: 'Terminal', aliases: [], districtId: '327599' },
      ],
      others: [],
    })
    expect(faults).toEqual([
      'places: 3275021001 is not in 327501',
      'places: 3275021001 stands twice',
      'places: 3275021001 is not in 327501',
      'places: landmark Pasar stands nowhere',
      'places: landmark Terminal names unknown 327599',
    ])
  })
})
