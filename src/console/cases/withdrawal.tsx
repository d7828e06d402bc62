/** @module A withdrawn consent, as staff see it: at the report, that it may only be closed; at the request, what it stopped and the act that closes it. */

import { HTTPException } from 'hono/http-exception'
import type { FC } from 'hono/jsx'
import type { CaseFile } from '../../core/case-desk.ts'
import { isOver } from '../../core/case-ladder.ts'
import type { StaffVisit } from '../deps.ts'
import { backTo, formOf, handOf } from './changes.tsx'
import { fileOf } from './open.ts'
import { CaseLink, caseHref, Hand } from './parts.tsx'

type Props = { visit: StaffVisit; file: CaseFile }

export const Stopped: FC<Props> = ({ visit: { words }, file: { stoppedBy } }) =>
  stoppedBy === undefined ? null : (
    <p class="notice alarm">
      {words.say('cases.stopped')}{' '}
      {stoppedBy === '' ? null : (
        <a href={caseHref(stoppedBy)}>{words.say('cases.stopped.by', { number: stoppedBy })}</a>
      )}
    </p>
  )

export const WithdrawalWork: FC<Props & { mayWork: boolean }> = ({ visit, file, mayWork }) => {
  const { words } = visit
  if (file.kind !== 'withdrawal') return null
  const open = file.stops.filter(({ state }) => !isOver(state))
  const isDone = isOver(file.state) && open.length === 0
  return (
    <section class="card" aria-labelledby="tarik">
      <h2 id="tarik">{words.say('cases.withdrawal.title')}</h2>
      <p>{words.say('cases.withdrawal.lead')}</p>
      <ul class="dots">
        {file.stops.length === 0 ? <li>{words.say('cases.withdrawal.none')}</li> : null}
        {file.stops.map((one) => (
          <li>
            <CaseLink words={words} one={one} />
          </li>
        ))}
      </ul>
      {isDone || !mayWork || !file.isReadable ? null : (
        <form method="post" action={caseHref(file.number, '/tarik-izin')}>
          <Hand visit={visit} file={file} />
          <button type="submit">{words.say('cases.withdrawal.close', { n: open.length })}</button>
        </form>
      )}
      {isDone ? <p class="notice">{words.say('cases.withdrawal.done')}</p> : null}
    </section>
  )
}

/** @throws HTTPException 404 when it is no request to withdraw */
export async function postWithdrawal(visit: StaffVisit): Promise<Response> {
  const file = await fileOf(visit)
  if (file.kind !== 'withdrawal') throw new HTTPException(404)
  const outcome = await visit.deps.cases.carryOutWithdrawal(handOf(visit, file, await formOf(visit)))
  return backTo(visit, file, outcome, 'ditarik')
}
