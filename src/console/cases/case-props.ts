/** @module What the page of one case is made of. Type alone. */

import type { CaseFile } from '../../core/case-desk.ts'
import type { ErasurePlan } from '../../core/erasure.ts'
import type { StaffVisit } from '../deps.ts'
import type { Names } from '../people.ts'
import type { Attachment, Delivery } from './delivery.ts'

export type CaseProps = {
  visit: StaffVisit
  file: CaseFile
  attachments: Attachment[]
  deliveries: ReadonlyMap<number, Delivery>
  names: Names
  /** Of a request to erase. */
  plan: ErasurePlan | undefined
  news: string | undefined
}
