/** @module The keyed hashes in place of numbers, tokens and codes: what a thief of the database cannot lay beside a list. */

import type { IdentityNumbers } from '../../core/identity.ts'
import type { Place } from '../../vault/seal.ts'
import type { Vault } from '../../vault/vault.ts'
import { kkHashOf, nikHashOf } from '../roster/stage.ts'

type Keyed = { vault: Pick<Vault, 'hash'> }

/** Region and date of birth: what those who count up leave as it is. */
const PREFIX_DIGITS = 12

export const tokenHashOf = ({ vault }: Keyed, token: string) => vault.hash('identity_form', token)
export const codeHashOf = ({ vault }: Keyed, bare: string) => vault.hash('identity_code', bare)
export const personHashOf = ({ vault }: Keyed, nik: string) => vault.hash('identity_person', nik)

/** All of what was typed; the same work whatever it is. */
export function hashesOf(keyed: Parameters<typeof nikHashOf>[0], { nik, kk }: IdentityNumbers) {
  return {
    nikHash: nikHashOf(keyed, nik),
    kkHash: kkHashOf(keyed, kk),
    personHash: personHashOf(keyed, nik),
    prefixHash: keyed.vault.hash('identity_prefix', nik.slice(0, PREFIX_DIGITS)),
  }
}

/** Compared with where there is no hash: nothing has it. */
export const NOBODY = new Uint8Array(32)

export const formMaskPlace = (id: string): Place => ['identity_forms', 'mask_sealed', id]
export const codeMaskPlace = (id: string): Place => ['identity_codes', 'mask_sealed', id]
export const bindingMaskPlace = (chatId: string): Place => ['identity_bindings', 'mask_sealed', chatId]
