/** @module What of a request may stand in the audit log: names that we give ourselves. An address can be typed by hand, with a person in it. Pure. */

import type { Audited } from './route.ts'

/** An id, an id with a row, a case number, a change, and short words of ours such as those of facts and answers. */
const OURS =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.\d{1,9})?|[A-Z]{2,4}-\d{4}-\d{4}|change \d{1,6}|(?!.*\d{7})[a-z][a-z0-9_.-]{0,39}|\d{1,6})$/
const NUMBER = /\d(?:[\s.-]?\d){8,}/g

/** The same entry; what is no name of ours becomes "unknown", and numbers of people in a reason "…". */
export function written<T extends Audited>(entry: T): T {
  const { subject, reason } = entry
  const isOurs = subject === undefined || subject === '' || OURS.test(subject)
  return {
    ...entry,
    ...(isOurs ? {} : { subject: 'unknown' }),
    ...(reason === undefined ? {} : { reason: reason.replace(NUMBER, '…') }),
  }
}
