/** @module One proposal: what it changes, who wants it and why, and the buttons of whoever may decide. */

import type { FC } from 'hono/jsx'
import type { ChangePreview, FactChange } from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { type NamedVisit, personName } from '../people.ts'
import { begins } from './detail.tsx'
import { factName, moment } from './names.ts'
import { ChangeBadge, Notice, VersionPairs } from './parts.tsx'
import { Preview } from './preview.tsx'

const GOOD = ['proposed', 'approved', 'rejected', 'withdrawn', 'undoing']
const BAD = ['own', 'decided', 'faults', 'not_yours', 'no_reason']

type Props = {
  visit: NamedVisit
  change: FactChange
  /** Of a proposal; what was decided is shown as it is. */
  preview: ChangePreview | undefined
  done: string | undefined
  refused: string | undefined
}

export const ChangePage: FC<Props> = ({ visit, change, preview, done, refused }) => {
  const { words } = visit
  return (
    <Frame
      visit={visit}
      title={words.say('facts.change_title', { n: change.n, fact: factName(change.fact) })}
      here="facts"
    >
      <p>
        <a href={`/console/fakta/${change.fact}`}>
          {words.say('facts.back', { fact: factName(change.fact) })}
        </a>
      </p>
      <Notice words={words} key_={done} known={GOOD} />
      <Notice words={words} key_={refused} known={BAD} tone="alarm" />
      <About visit={visit} change={change} />
      {change.state === 'proposed' ? (
        <Decide visit={visit} change={change} isSound={preview?.faults.length === 0} />
      ) : null}
      {preview === undefined ? (
        <div class="card">
          <VersionPairs words={words} version={change.version} />
        </div>
      ) : (
        <Preview words={words} preview={preview} />
      )}
    </Frame>
  )
}

const About: FC<{ visit: NamedVisit; change: FactChange }> = ({ visit, change }) => {
  const { words } = visit
  const { language } = words
  return (
    <dl class="pairs card">
      <div>
        <dt>{words.say('facts.standing')}</dt>
        <dd>
          <ChangeBadge words={words} state={change.state} />
        </dd>
      </div>
      <div>
        <dt>{words.say('facts.proposed_by')}</dt>
        <dd>
          <bdi>{personName(visit, change.by)}</bdi>, {moment(change.at, language)}
        </dd>
      </div>
      <div>
        <dt>{words.say('facts.field.reason')}</dt>
        <dd>
          {change.undoes === undefined ? change.reason : words.say('facts.undoes', { n: change.undoes })}
        </dd>
      </div>
      <div>
        <dt>{words.say('facts.begins')}</dt>
        <dd>{begins(words, change)}</dd>
      </div>
      {change.decidedBy === undefined || change.decidedAt === undefined ? null : (
        <div>
          <dt>{words.say('facts.decided_by')}</dt>
          <dd>
            <bdi>{personName(visit, change.decidedBy)}</bdi>, {moment(change.decidedAt, language)}
            {change.decidedWhy === undefined ? null : <p>{change.decidedWhy}</p>}
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Four eyes: the page says whose turn it is where it shows no button. */
const Decide: FC<{ visit: StaffVisit; change: FactChange; isSound: boolean }> = ({
  visit: { words, staff },
  change,
  isSound,
}) => {
  const path = `/console/fakta/usulan/${change.n}`
  if (change.by === staff.id)
    return (
      <div class="card row">
        <p>{words.say('facts.needs_other')}</p>
        <form method="post" action={`${path}/tarik`}>
          <button type="submit" class="quiet">
            {words.say('facts.withdraw')}
          </button>
        </form>
      </div>
    )
  if (staff.role !== 'supervisor') return <p class="notice">{words.say('facts.needs_supervisor')}</p>
  return (
    <div class="card">
      {isSound ? (
        <form method="post" action={`${path}/setuju`} class="row">
          <button type="submit">{words.say('facts.approve')}</button>
          <span class="sub">{words.say('facts.approve_hint')}</span>
        </form>
      ) : (
        <p class="notice alarm">{words.say('facts.not_sound')}</p>
      )}
      <form method="post" action={`${path}/tolak`} class="filters">
        <label>
          {words.say('facts.reject_why')}
          <input name="why" required maxlength={500} />
        </label>
        <button type="submit" class="danger">
          {words.say('facts.reject')}
        </button>
      </form>
    </div>
  )
}
