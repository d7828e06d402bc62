/** @module Carrying out an erasure, as staff see it: what goes, what stays and why, and the step of each of the two who decide. */

import { HTTPException } from 'hono/http-exception'
import type { FC } from 'hono/jsx'
import type { CaseFile } from '../../core/case-desk.ts'
import type { ErasureCase, ErasureOutcome, ErasurePlan, ErasureStanding } from '../../core/erasure.ts'
import type { StaffVisit } from '../deps.ts'
import type { Names } from '../people.ts'
import { formOf, textOf } from './changes.tsx'
import { CaseLink, caseHref } from './parts.tsx'
import { momentWords } from './words.ts'

type Props = { visit: StaffVisit; file: CaseFile; plan: ErasurePlan; names: Names }

export const ErasureWork: FC<Props> = (props) => {
  const { visit, plan } = props
  const { words } = visit
  const goes = plan.cases.filter(({ hold }) => hold === undefined)
  const takesChat = plan.chat !== undefined && plan.chat.hold === undefined
  const isDone = plan.standing?.state === 'done'
  return (
    <section class="card" aria-labelledby="hapus">
      <h2 id="hapus">{words.say('cases.erasure.title')}</h2>
      {isDone ? null : (
        <>
          <h3>{words.say('cases.erasure.goes')}</h3>
          <ul class="dots">
            {takesChat ? <li>{words.say('cases.erasure.chat')}</li> : null}
            {goes.map((one) => (
              <Line visit={visit} one={one} />
            ))}
            {!takesChat && goes.length === 0 ? <li>{words.say('cases.erasure.nothing')}</li> : null}
          </ul>
          <Stays visit={visit} plan={plan} />
        </>
      )}
      <Standing {...props} isEmpty={!takesChat && goes.length === 0} />
    </section>
  )
}

const Line: FC<{ visit: StaffVisit; one: ErasureCase }> = ({ visit: { words }, one }) => (
  <li>
    <CaseLink words={words} one={one} />
    {one.hold === undefined ? null : <> ({words.say(`cases.erasure.hold.${one.hold}`)})</>}
  </li>
)

const Stays: FC<{ visit: StaffVisit; plan: ErasurePlan }> = ({ visit, plan: { chat, cases } }) => {
  const { words } = visit
  return (
    <>
      <h3>{words.say('cases.erasure.keeps')}</h3>
      <ul class="dots">
        {chat?.hold === undefined ? null : (
          <li>
            {words.say('cases.erasure.chat_stays', { why: words.say(`cases.erasure.hold.${chat.hold}`) })}
          </li>
        )}
        {cases
          .filter(({ hold }) => hold !== undefined)
          .map((one) => (
            <Line visit={visit} one={one} />
          ))}
        <li>{words.say('cases.erasure.stays')}</li>
      </ul>
    </>
  )
}

/** What was decided so far, and the one step that this member may take now. */
const Standing: FC<Props & { isEmpty: boolean }> = ({ visit, file, plan: { standing }, names, isEmpty }) => {
  const { words, staff } = visit
  if (standing?.state === 'done') return <Done visit={visit} standing={standing} />
  if (standing === undefined) {
    if (isEmpty || !mayWork(visit) || !file.isReadable) return null
    return (
      <form method="post" action={caseHref(file.number, '/hapus')}>
        <p class="sub">{words.say('cases.erasure.propose_note')}</p>
        <button type="submit">{words.say('cases.erasure.propose')}</button>
      </form>
    )
  }
  if (standing.state === 'approved') {
    return (
      <>
        <p class="notice">
          {words.say('cases.erasure.approved', {
            name: names(standing.approvedBy),
            at: momentWords(words, standing.runAt),
          })}
        </p>
        <Stop visit={visit} file={file} />
      </>
    )
  }
  return (
    <>
      <p class="notice">
        {words.say('cases.erasure.proposed', {
          name: names(standing.by),
          at: momentWords(words, standing.at),
        })}
      </p>
      {staff.role === 'supervisor' && standing.by !== staff.id ? (
        <form method="post" action={caseHref(file.number, '/hapus/setuju')}>
          <p>
            <label class="tick">
              <input type="checkbox" name="yakin" value="1" required /> {words.say('cases.erasure.sure')}
            </label>
          </p>
          <button type="submit">{words.say('cases.erasure.approve')}</button>
        </form>
      ) : null}
      <Stop visit={visit} file={file} />
    </>
  )
}

const Done: FC<{ visit: StaffVisit; standing: Extract<ErasureStanding, { state: 'done' }> }> = ({
  visit: { words },
  standing: { counts, doneAt },
}) => {
  const { cases, kept, lines, files } = counts
  return (
    <p class="notice" role="status">
      {words.say('cases.erasure.done', { at: momentWords(words, doneAt), cases, kept, lines, files })}
    </p>
  )
}

const Stop: FC<{ visit: StaffVisit; file: CaseFile }> = ({ visit, file }) =>
  mayWork(visit) ? (
    <form method="post" action={caseHref(file.number, '/hapus/henti')}>
      <button type="submit" class="quiet small">
        {visit.words.say('cases.erasure.withdraw')}
      </button>
    </form>
  ) : null

const mayWork = ({ staff }: StaffVisit): boolean => staff.role === 'agent' || staff.role === 'supervisor'

export async function planOf(visit: StaffVisit, file: CaseFile): Promise<ErasurePlan | undefined> {
  return file.kind === 'erasure' ? await visit.deps.erasures.plan(file.number) : undefined
}

export const postPropose = (visit: StaffVisit): Promise<Response> =>
  decide(visit, 'diusulkan', (number) => visit.deps.erasures.propose(number, visit.staff.id))

export async function postApprove(visit: StaffVisit): Promise<Response> {
  if (textOf(await formOf(visit), 'yakin') !== '1') return back(visit, 'unsure')
  return await decide(visit, 'disetujui', (number) => visit.deps.erasures.approve(number, visit.staff.id))
}

export const postWithdraw = (visit: StaffVisit): Promise<Response> =>
  decide(visit, 'dihentikan', (number) => visit.deps.erasures.withdraw(number, visit.staff.id))

async function decide(
  visit: StaffVisit,
  done: string,
  work: (number: string) => Promise<ErasureOutcome>,
): Promise<Response> {
  const file = await visit.deps.cases.open(visit.c.req.param('number') ?? '')
  if (file?.kind !== 'erasure') throw new HTTPException(404)
  const outcome = await work(file.number)
  return back(visit, outcome.ok ? done : outcome.why)
}

const back = ({ c }: StaffVisit, news: string): Response =>
  c.redirect(`${caseHref(c.req.param('number') ?? '')}?kabar=${news}`, 303)
