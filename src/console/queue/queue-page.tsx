/** @module The queue as a page, complete without script. Reads nothing: the route read. */

import type { FC } from 'hono/jsx'
import { type DeskChat, type DeskCounts, type OnDuty, PRESENCES, type SearchBy } from '../../core/desk.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Names } from '../people.ts'
import type { Words } from '../words.ts'
import { Filters, Pages } from './filters.tsx'
import { ChatList, type ListProps } from './list.tsx'
import type { Asked } from './query.ts'

export type QueuePageProps = {
  visit: StaffVisit
  asked: Asked
  counts: DeskCounts
  /** One's own chats; shown where nothing is filtered. */
  mine: readonly DeskChat[]
  /** Answered from the phone of the line, for anybody to take. */
  phone: readonly DeskChat[]
  chats: readonly DeskChat[]
  total: number
  topics: readonly string[]
  labels: readonly string[]
  duty: OnDuty | undefined
  names: Names
  notice: string | undefined
}

/** Without script the page looks again by itself. */
const LOOK_AGAIN_S = 20

export const QueuePage: FC<QueuePageProps> = (props) => {
  const { visit, asked, counts, duty } = props
  const { words, deps } = visit
  const query = asked.search === '' ? '' : `?${asked.search}`
  const live = `/console/aliran?${new URLSearchParams({ hal: String(asked.page) })}${asked.search === '' ? '' : `&${asked.search}`}`
  return (
    <Frame visit={visit} title={words.say('queue.title')} here="queue" wide lookAgainS={LOOK_AGAIN_S}>
      {props.notice === undefined ? null : (
        <p class="notice" role="status">
          {props.notice}
        </p>
      )}
      <queue-board
        data-live={live}
        data-title={words.say('queue.title')}
        data-lost={words.say('live.lost')}
        data-back={words.say('live.connected')}
        data-sound-on={words.say('queue.sound.on')}
        data-sound-off={words.say('queue.sound.off')}
      >
        <div class="row board">
          <p id="counts" class="counts" role="status" data-waiting={counts.waiting} data-grave={counts.grave}>
            {countWords(visit, counts)}
          </p>
          <p class="sub" id="live" role="status" />
          <button type="button" class="quiet small" id="sound" hidden />
          <Duty visit={visit} duty={duty} />
        </div>
        <p id="alarm" class="notice alarm" role="alert" hidden />
        <Search visit={visit} value="" />
        <Filters {...props} />
        <div id="lists">
          <Lists {...props} now={deps.now().getTime()} />
        </div>
      </queue-board>
      <Pages visit={visit} asked={asked} total={props.total} />
      <p class="row sub">
        <a href="/console/tim">{words.say('team.title')}</a>
        <a href="/console/serah">{words.say('shift.title')}</a>
        <a href="/console/balasan">{words.say('canned.title')}</a>
        <a href="/console/coba">{words.say('try.title')}</a>
        <a href={`/console${query}`}>{words.say('queue.again')}</a>
      </p>
      <Shortcuts visit={visit} />
    </Frame>
  )
}

export function countWords({ words }: Pick<StaffVisit, 'words'>, counts: DeskCounts): string {
  return words.say('queue.counts', { ...counts })
}

/** One's own and those of the phone above, the queue or what was asked for below. */
export const Lists: FC<
  Pick<QueuePageProps, 'visit' | 'asked' | 'mine' | 'phone' | 'chats' | 'total' | 'names'> & { now: number }
> = (props) => {
  const { visit, asked, mine, phone, chats, total, names, now } = props
  const { words, staff } = visit
  const shared = { words, names, now, me: staff.id }
  const title = asked.isPlain
    ? words.say('queue.waiting', { n: total })
    : words.say('queue.found', { n: total })
  return (
    <>
      {asked.isPlain ? (
        <>
          <Held {...shared} id="mine" caption={words.say('queue.mine', { n: mine.length })} chats={mine} />
          <Held
            {...shared}
            id="on-phone"
            caption={words.say('queue.on_phone', { n: phone.length })}
            chats={phone}
          />
        </>
      ) : null}
      <section>
        <h2>{title}</h2>
        <ChatList
          {...shared}
          id="waiting"
          caption={title}
          chats={chats}
          empty={words.say(asked.isPlain ? 'queue.nobody' : 'queue.nothing')}
        />
      </section>
    </>
  )
}

/** Nothing where nobody holds any. */
const Held: FC<Omit<ListProps, 'empty'>> = (props) =>
  props.chats.length === 0 ? null : (
    <section>
      <h2>{props.caption}</h2>
      <ChatList {...props} empty="" />
    </section>
  )

const Duty: FC<{ visit: StaffVisit; duty: OnDuty | undefined }> = ({ visit: { words }, duty }) => (
  <form method="post" action="/console/hadir" class="row duty" aria-label={words.say('duty.label')}>
    {PRESENCES.map((presence) => (
      <button
        type="submit"
        name="hadir"
        value={presence}
        class="quiet small"
        aria-pressed={String(duty?.presence === presence) as 'true' | 'false'}
      >
        {words.say(`duty.${presence}`)}
      </button>
    ))}
    {duty === undefined ? null : (
      <span class="sub">{words.say('duty.held', { held: duty.held, most: duty.most })}</span>
    )}
  </form>
)

export const Search: FC<{ visit: StaffVisit; value: string }> = ({ visit: { words }, value }) => (
  <search>
    <form method="post" action="/console/cari" class="filters">
      <label class="grow">
        {words.say('queue.search.label')}
        <input type="search" name="q" id="q" value={value} maxlength={100} autocomplete="off" required />
      </label>
      <button type="submit" class="quiet">
        {words.say('queue.search.go')}
      </button>
    </form>
  </search>
)

const KEYS = ['j', 'k', 'Enter', 'a', '/']

const Shortcuts: FC<{ visit: StaffVisit }> = ({ visit: { words } }) => (
  <details class="keys">
    <summary>{words.say('keys.title')}</summary>
    <dl class="pairs">
      {KEYS.map((key) => (
        <div>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{words.say(`keys.queue.${key === '/' ? 'slash' : key.toLowerCase()}`)}</dd>
        </div>
      ))}
    </dl>
  </details>
)

type Found = {
  typed: string
  by: SearchBy
  chats: readonly DeskChat[]
  cases: readonly string[]
  names: Names
}

/** Without `found` nothing was searched yet. */
export const FoundPage: FC<{ visit: StaffVisit; found?: Found }> = ({ visit, found }) => (
  <Frame visit={visit} title={visit.words.say('queue.search.title')} here="queue" wide>
    <Search visit={visit} value={found?.typed ?? ''} />
    {found === undefined ? null : <WhatWasFound visit={visit} {...found} />}
    <p class="row">
      <a href="/console">{visit.words.say('queue.back')}</a>
    </p>
  </Frame>
)

const WhatWasFound: FC<{ visit: StaffVisit } & Found> = ({ visit, by, chats, cases, names }) => {
  const { words, staff, deps } = visit
  const title = words.say('queue.found', { n: chats.length })
  return (
    <>
      <p class="lead">{words.say(`queue.search.by.${by}`)}</p>
      <h2>{title}</h2>
      <ChatList
        id="found"
        caption={title}
        chats={chats}
        words={words}
        me={staff.id}
        names={names}
        now={deps.now().getTime()}
        empty={words.say('queue.search.nothing')}
      />
      <FoundCases numbers={cases} words={words} />
    </>
  )
}

const FoundCases: FC<{ numbers: readonly string[]; words: Words }> = ({ numbers, words }) =>
  numbers.length === 0 ? null : (
    <section aria-labelledby="found-cases">
      <h2 id="found-cases">{words.say('queue.found_cases', { n: numbers.length })}</h2>
      <p>{words.say('queue.found_cases.why')}</p>
      <ul>
        {numbers.map((number) => (
          <li>
            <a href={`/console/laporan/${number}`}>{number}</a>
          </li>
        ))}
      </ul>
    </section>
  )
