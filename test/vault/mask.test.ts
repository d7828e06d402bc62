/** @module What is masked and what must stay readable. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { maskNumbers } from '../../src/vault/mask.ts'

it.each([
  { label: 'plain', text: 'nik saya 3275011503850000 ya', masked: 'nik saya 3275••••••••0000 ya' },
  { label: 'groups of four', text: '3275 0115 0385 0000', masked: '3275••••••••0000' },
  { label: 'dots', text: 'NIK: 3275.01.150385.0000.', masked: 'NIK: 3275••••••••0000.' },
  { label: 'dashes', text: '327501-150385-0000', masked: '3275••••••••0000' },
  { label: 'O and l', text: 'nik 32750ll5O385OOOO', masked: 'nik 3275••••••••0000' },
  { label: 'over a line end', text: '32750115\n03850000', masked: '3275••••••••0000' },
  { label: 'glued to a word', text: 'no3275011503850000', masked: 'no3275••••••••0000' },
  { label: 'a digit too many', text: '32750115038500001', masked: '3275••••••••0001' },
  {
    label: 'two with a space',
    text: '3275011503850000 3275015503850000',
    masked: '3275••••••••0000 3275••••••••0000',
  },
  {
    label: 'two with a comma',
    text: '3275011503850000,9975015503850000',
    masked: '3275••••••••0000,9975••••••••0000',
  },
  { label: 'after a phone', text: '081234567890 3275011503850000', masked: '081234567890 3275••••••••0000' },
  { label: 'before a phone', text: '3275011503850000 081234567890', masked: '3275••••••••0000 081234567890' },
  { label: 'full width', text: '３２７５０１１５０３８５００００', masked: '3275••••••••0000' },
  { label: 'not plausible, in groups', text: '3275 9999 9999 0000', masked: '3275••••••••0000' },
])('masks a number: $label', ({ text, masked }) => {
  expect(maskNumbers(text)).toBe(masked)
})

it.each([
  'hp saya 081234567890',
  '+62 812 3456 7890',
  'jam 07.30 tgl 12/03/2025, umur 41',
  'kecelakaan 12-03-2025 08.30 telp 081234567890',
  '0812 3456 7890 2024',
  'looool illiilli oooo',
  'iuran Rp16.800 sebulan',
  'BPJS 12345678901',
])('leaves alone: %s', (text) => {
  expect(maskNumbers(text)).toBe(text)
})

it('masks what is left beside a masked number, once the two are parted', () => {
  const once = maskNumbers('ll081220250812O O3275011503850000')
  expect(maskNumbers(once)).toBe(once)
})

it('masks twice as once, and leaves no sixteen digits in a row', () => {
  const piece = fc.constantFrom(
    '3275011503850000',
    ' ',
    '.',
    '-',
    'O',
    'l',
    'nik',
    '0812',
    '1',
    '2025',
    '\n',
    '•',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = maskNumbers(pieces.join(''))
      expect(maskNumbers(once)).toBe(once)
      expect(once).not.toMatch(/\d{16}/)
    }),
    { numRuns: 2_000 },
  )
})

it('takes a megabyte of numbers in its stride', () => {
  const many = '3275011503850000 '.repeat(60_000)
  expect(maskNumbers(many)).toBe('3275••••••••0000 '.repeat(60_000))
  expect(maskNumbers('9 '.repeat(500_000))).toHaveLength(1_000_000)
})
