/** @module What only the city and its partners can supply: by who can give it, with how it is entered. Made to be printed. */

import type { FC } from 'hono/jsx'
import type { FactStanding, FactView } from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { FactTabs } from './list.tsx'
import { factName, moment } from './names.ts'
import { Source, Standing } from './parts.tsx'

/** What waits for its own day is supplied already. */
const WANTED: readonly FactStanding[] = ['missing', 'demo', 'expired', 'unsure']

export const CityPage: FC<{ visit: StaffVisit; facts: FactView[] }> = ({ visit, facts }) => {
  const { words, deps } = visit
  const groups = byGiver(facts.filter(({ standing }) => WANTED.includes(standing)))
  return (
    <Frame visit={visit} title={words.say('wanted.title')} here="facts">
      <FactTabs visit={visit} here="city" />
      <p class="lead">{words.say('wanted.lead')}</p>
      <p class="sub">
        {words.say('wanted.as_of', { moment: moment(deps.now().getTime(), words.language) })}{' '}
        <span class="no-print">{words.say('wanted.print')}</span>
      </p>
      {groups.length === 0 && deps.unset.length === 0 ? (
        <p class="empty">{words.say('wanted.none')}</p>
      ) : null}
      {groups.map(([giver, wanted]) => (
        <section class="card">
          <h2>{giver === '' ? words.say('wanted.owner') : giver}</h2>
          <ul class="wanted">
            {wanted.map((fact) => (
              <Wanted visit={visit} fact={fact} />
            ))}
          </ul>
        </section>
      ))}
      {deps.unset.length === 0 ? null : (
        <section class="card">
          <h2>{words.say('wanted.settings')}</h2>
          <ul class="wanted">
            {deps.unset.map((name) => (
              <li>
                <strong>{words.say(`wanted.setting.${name}.what`)}</strong>
                <p>{words.say(`wanted.setting.${name}.who`)}</p>
                <p class="sub">{words.say(`wanted.setting.${name}.how`)}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Frame>
  )
}

/** Those with a known giver first; what has none is for whoever holds its source. */
function byGiver(facts: readonly FactView[]): [string, FactView[]][] {
  const groups = new Map<string, FactView[]>()
  for (const fact of facts) {
    const giver = fact.giver ?? ''
    const known = groups.get(giver)
    if (known) known.push(fact)
    else groups.set(giver, [fact])
  }
  return [...groups].sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b, 'id'))
}

const Wanted: FC<{ visit: StaffVisit; fact: FactView }> = ({ visit: { words }, fact }) => (
  <li>
    <strong>{factName(fact.id)}</strong> <Standing words={words} standing={fact.standing} />{' '}
    <a class="no-print" href={`/console/fakta/${fact.id}`}>
      {words.say('wanted.enter')}
    </a>
    <p>{words.say(`wanted.why.${fact.standing}`)}</p>
    <p class="sub">
      {words.say('wanted.shape', { shape: words.say(`facts.shape.${fact.unit}`) })}{' '}
      {fact.standing === 'missing' || fact.standing === 'demo' ? null : (
        <>
          {words.say('wanted.last')} <Source words={words} version={fact} />
        </>
      )}
    </p>
    <p class="blank" aria-hidden="true" />
  </li>
)
