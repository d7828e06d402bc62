/** @module Labels that were given, each to be taken back, and the examples they make. */

import type { FC } from 'hono/jsx'
import type { HeardBatch } from '../../core/heard.ts'
import { moment } from '../facts/names.ts'
import { Frame } from '../frame.tsx'
import { type NamedVisit, personName } from '../people.ts'
import { Messages, Undo, WordTabs } from './groups.tsx'

type Props = { visit: NamedVisit; batches: HeardBatch[]; lines: number }

export const LabelledPage: FC<Props> = ({ visit, batches, lines }) => {
  const { words } = visit
  return (
    <Frame visit={visit} title={words.say('words.labelled_title')} here="words">
      <WordTabs words={words} here="labelled" />
      <div class="card row">
        <p>{words.say('words.export_lead', { n: lines })}</p>
        <a class="button quiet" href="/console/kata/contoh.tsv" download>
          {words.say('words.export')}
        </a>
      </div>
      {batches.length === 0 ? <p class="empty">{words.say('words.none_labelled')}</p> : null}
      {batches.map((batch) => (
        <article class="card">
          <h2 class="row">
            {words.say(`words.intent.${batch.label}`)}
            <span class="sub">
              <bdi>{personName(visit, batch.by)}</bdi>, {moment(batch.at, words.language)}
            </span>
          </h2>
          <Messages words={words} messages={batch.messages} />
          <Undo words={words} batch={batch} />
        </article>
      ))}
    </Frame>
  )
}
