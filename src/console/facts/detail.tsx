/** @module One fact: what holds now, its versions, and the form that proposes the next. */

import type { FC } from 'hono/jsx'
import type { ChangePreview, DraftFault, FactChange, FactDetail, FactDraft } from '../../core/editions.ts'
import { formatDate } from '../../core/jakarta.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { type NamedVisit, personName } from '../people.ts'
import { FactForm } from './form.tsx'
import { dayOf, factName, moment } from './names.ts'
import { ChangeBadge, Notice, Standing, Value, VersionPairs } from './parts.tsx'
import { Preview, Uses } from './preview.tsx'

type Props = {
  visit: NamedVisit
  fact: FactDetail
  formKey: string
  notice?: string | undefined
  /** What was typed, where it comes back to be mended or was looked at. */
  draft?: FactDraft
  faults?: readonly DraftFault[]
  preview?: ChangePreview
}

export const FactPage: FC<Props> = ({ visit, fact, formKey, notice, draft, faults = [], preview }) => {
  const { words, staff } = visit
  const mayPropose = staff.role === 'agent' || staff.role === 'supervisor'
  return (
    <Frame visit={visit} title={factName(fact.id)} here="facts">
      <p class="row">
        <Standing words={words} standing={fact.standing} />
        <code class="sub">{fact.id}</code>
        {fact.checkDue === undefined ? null : (
          <span class="sub">
            {words.say('facts.due_on', { day: formatDate(new Date(fact.checkDue), words.language) })}
          </span>
        )}
      </p>
      <Notice words={words} key_={notice} known={['same', 'unknown']} tone="warn" />
      {faults.length === 0 ? null : (
        <p class="notice alarm" role="alert">
          {words.say('facts.faults', { n: faults.length })}
        </p>
      )}
      <div class="card">
        <VersionPairs words={words} version={fact} />
      </div>
      {preview === undefined ? null : <Preview words={words} preview={preview} />}
      {mayPropose ? (
        <details open={draft !== undefined} class="propose">
          <summary>{words.say('facts.new_version')}</summary>
          <FactForm visit={visit} fact={fact} draft={draft ?? fact.draft} faults={faults} formKey={formKey} />
        </details>
      ) : null}
      <History visit={visit} fact={fact} formKey={formKey} mayUndo={mayPropose} />
      {preview === undefined ? <Uses words={words} uses={fact.uses} /> : null}
    </Frame>
  )
}

const History: FC<{ visit: NamedVisit; fact: FactDetail; formKey: string; mayUndo: boolean }> = ({
  visit,
  fact,
  formKey,
  mayUndo,
}) => {
  const { words } = visit
  return (
    <section aria-labelledby="riwayat">
      <h2 id="riwayat">{words.say('facts.history')}</h2>
      <div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              {['version', 'value', 'standing', 'begins', 'who'].map((name) => (
                <th scope="col">{words.say(`facts.${name}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fact.changes.map((change) => (
              <Version
                visit={visit}
                change={change}
                undo={mayUndo && change.n === fact.undoable ? `${formKey}.urung` : undefined}
              />
            ))}
            <tr>
              <td data-label={words.say('facts.version')}>{words.say('facts.first')}</td>
              <td data-label={words.say('facts.value')}>
                <Value words={words} version={fact.first} />
              </td>
              <td data-label={words.say('facts.standing')}>{words.say(`facts.sure.${fact.first.status}`)}</td>
              <td data-label={words.say('facts.begins')}>—</td>
              <td data-label={words.say('facts.who')}>
                {words.say('facts.first_checked', { day: dayOf(fact.first.checkedOn, words.language) })}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  )
}

const Version: FC<{ visit: NamedVisit; change: FactChange; undo: string | undefined }> = ({
  visit,
  change,
  undo,
}) => {
  const { words } = visit
  return (
    <tr>
      <td data-label={words.say('facts.version')}>
        <a href={`/console/fakta/usulan/${change.n}`}>{words.say('facts.change_n', { n: change.n })}</a>
      </td>
      <td data-label={words.say('facts.value')}>
        <Value words={words} version={change.version} />
      </td>
      <td data-label={words.say('facts.standing')}>
        <ChangeBadge words={words} state={change.state} />
      </td>
      <td data-label={words.say('facts.begins')}>{begins(words, change)}</td>
      <td data-label={words.say('facts.who')}>
        <span>
          <bdi>{personName(visit, change.by)}</bdi>
          {change.decidedBy === undefined ? null : (
            <>
              {' → '}
              <bdi>{personName(visit, change.decidedBy)}</bdi>
            </>
          )}
        </span>
        {undo === undefined ? null : (
          <form method="post" action={`/console/fakta/usulan/${change.n}/urung`}>
            <input type="hidden" name="key" value={undo} />
            <button type="submit" class="quiet small">
              {words.say('facts.undo')}
            </button>
          </form>
        )}
      </td>
    </tr>
  )
}

export function begins(words: StaffVisit['words'], { effectiveAt }: FactChange): string {
  return effectiveAt === undefined ? words.say('facts.at_once') : moment(effectiveAt, words.language)
}
