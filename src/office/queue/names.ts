/** @module Names as search knows them: keyed hashes of whole words. Nothing here can be turned back into a name. */

import type { Value } from '../../core/chat.ts'
import type { Vault } from '../../vault/vault.ts'

/** Fields of a case in which a person's name stands. */
const NAME_FIELDS = ['name', 'contact', 'reporter']
/** More words than any name has; the rest of a text that was taken for one is not kept. */
const MAX_WORDS = 12
const MAX_WORD_CHARS = 40

/** "Siti Nur'aini, S.Pd." -> siti, nuraini, s, pd: as people type it again, without capitals and signs. */
export function nameWords(text: string): string[] {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, MAX_WORD_CHARS))
  return [...new Set(words)].slice(0, MAX_WORDS)
}

export function namesIn(fields: Readonly<Record<string, Value>>): string[] {
  const given = NAME_FIELDS.map((field) => fields[field]).filter((value) => typeof value === 'string')
  return [...new Set(given.flatMap(nameWords))]
}

export const nameHash = (vault: Pick<Vault, 'hash'>, word: string) => vault.hash('case_name', word)

/** "••••0017", "web ••••3f" and "0017" are one mask. */
export function maskEnd(mask: string): string {
  const end = mask.includes('•') ? mask.slice(mask.lastIndexOf('•') + 1) : mask
  return end.trim().toLowerCase()
}

export const maskHash = (vault: Pick<Vault, 'hash'>, mask: string) => vault.hash('mask', maskEnd(mask))
