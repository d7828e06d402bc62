/** @module Which of the case numbers named in lines belong to this chat. */

import type { ChatLine } from '../core/ports.ts'
import { caseNumbersIn } from '../pages/rich.ts'
import type { WebDeps } from './deps.ts'

/** Asks the office once for each number; a number of another chat is not in the answer. */
export async function ownCases(
  deps: Pick<WebDeps, 'office'>,
  chatId: string,
  lines: readonly ChatLine[],
): Promise<ReadonlySet<string>> {
  const said = lines.filter(({ from }) => from === 'bot' || from === 'system' || from === 'staff')
  const numbers = new Set(said.flatMap(({ text }) => caseNumbersIn(text)))
  const cases = await Promise.all([...numbers].map((number) => deps.office.case(number)))
  return new Set(cases.filter((one) => one?.chatId === chatId).map((one) => one?.number ?? ''))
}
