/** @module How much a test of test/reliability and test/torture does, and where its figures go. */

import { appendFileSync } from 'node:fs'

type Form = 'short' | 'full' | 'nightly'

const FORMS: readonly Form[] = ['short', 'full', 'nightly']

/** `short` in `npm test`, `full` in `npm run torture`, `nightly` there with `-- --nightly`. */
export const form: Form = FORMS.find((one) => one === process.env.TORTURE) ?? 'short'

export const isShort = form === 'short'

/** What this run does of something: `nightly` is as `full` where it is not given. */
export function scale({
  short,
  full,
  nightly = full,
}: Record<'short' | 'full', number> & { nightly?: number }) {
  return { short, full, nightly }[form]
}

/**
 * Prints one line of figures; `npm run torture -- --write` keeps it in docs/reliability.md.
 *
 * @param what in a few words; with `id` it names the row
 * @param figures as they are to be read, such as `{ kills: 60, lost: 0 }`
 */
export function figure(id: string, what: string, figures: Record<string, number | string>): void {
  const text = Object.entries(figures)
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value.toLocaleString('en')}`)
    .join(', ')
  process.stdout.write(`${id}  ${what} (${form}): ${text}\n`)
  const file = process.env.TORTURE_FIGURES
  if (file !== undefined && file !== '')
    appendFileSync(file, `${JSON.stringify({ id, what, figures: text, form })}\n`)
}
