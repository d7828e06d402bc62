/** @module What was not understood, by groups that say about the same: each is given a meaning with one click. */

import type { FC } from 'hono/jsx'
import { HEARD_LABELS, type HeardBatch, type HeardFilter, type HeardGroup } from '../../core/heard.ts'
import { INTENTS, LANGUAGES } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'
import { moment } from '../facts/names.ts'
import { Frame } from '../frame.tsx'
import { Tabs } from '../tabs.tsx'
import type { Words } from '../words.ts'

const PER_PAGE = 25
/** Shown of a group before it is opened. */
const FIRST = 3
const NOTICES = ['choose', 'taken', 'undone']

type Props = {
  visit: StaffVisit
  groups: HeardGroup[]
  messages: number
  filter: HeardFilter
  page: number
  done: HeardBatch | undefined
  notice: string | undefined
}

export const GroupsPage: FC<Props> = ({ visit, groups, messages, filter, page, done, notice }) => {
  const { words } = visit
  const pages = Math.max(1, Math.ceil(groups.length / PER_PAGE))
  const at = Math.min(page, pages)
  return (
    <Frame visit={visit} title={words.say('words.title')} here="words">
      <p class="lead">{words.say('words.lead')}</p>
      <WordTabs words={words} here="open" />
      {done === undefined ? null : <Done words={words} batch={done} />}
      {notice !== undefined && NOTICES.includes(notice) ? (
        <p class="notice warn" role="status">
          {words.say(`words.notice.${notice}`)}
        </p>
      ) : null}
      <Filters words={words} filter={filter} />
      <p class="sub" role="status">
        {words.say('words.count', { groups: groups.length, messages })}
      </p>
      {groups.length === 0 ? <p class="empty">{words.say('words.none')}</p> : null}
      {groups.slice((at - 1) * PER_PAGE, at * PER_PAGE).map((group, index) => (
        <Group words={words} group={group} id={`kelompok-${index}`} />
      ))}
      {pages === 1 ? null : <Pages words={words} at={at} pages={pages} filter={filter} />}
    </Frame>
  )
}

const PLACES = { open: '/console/kata', labelled: '/console/kata/sudah' }

export const WordTabs: FC<{ words: Words; here: keyof typeof PLACES }> = ({ words, here }) => (
  <Tabs words={words} area="words" places={PLACES} here={here} />
)

const Done: FC<{ words: Words; batch: HeardBatch }> = ({ words, batch }) => (
  <div class="notice row" role="status">
    <p>
      {words.say('words.done', { n: batch.messages.length, label: words.say(`words.intent.${batch.label}`) })}
    </p>
    <Undo words={words} batch={batch} />
  </div>
)

export const Undo: FC<{ words: Words; batch: HeardBatch }> = ({ words, batch }) => (
  <form method="post" action="/console/kata/urung">
    <input type="hidden" name="batch" value={batch.id} />
    <button type="submit" class="quiet small">
      {words.say('words.undo')}
    </button>
  </form>
)

const Filters: FC<{ words: Words; filter: HeardFilter }> = ({ words, filter }) => (
  <search>
    <form class="filters" method="get" action="/console/kata">
      <label>
        {words.say('words.search')}
        <input type="search" name="cari" value={filter.search ?? ''} maxlength={80} />
      </label>
      <label>
        {words.say('words.guess')}
        <select name="tebakan">
          <option value="">{words.say('facts.all')}</option>
          {['none', ...INTENTS].map((one) => (
            <option value={one} selected={one === filter.guess}>
              {words.say(`words.intent.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.say('words.language')}
        <select name="bahasa-warga">
          <option value="">{words.say('facts.all')}</option>
          {LANGUAGES.map((one) => (
            <option value={one} selected={one === filter.language}>
              {words.say(`facts.language.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{words.say('facts.filter')}</button>
    </form>
  </search>
)

const Group: FC<{ words: Words; group: HeardGroup; id: string }> = ({ words, group, id }) => {
  const { messages, guess } = group
  const [newest] = messages
  const confidence = newest?.guesses[0]?.confidence
  return (
    <article class="card" aria-labelledby={id}>
      <h2 id={id} class="row">
        {words.say('words.group', { n: messages.length })}
        <span class="badge">
          {words.say('words.guessed', {
            intent: words.say(`words.intent.${guess ?? 'none'}`),
            percent: confidence === undefined ? '' : `${Math.round(confidence * 100)}%`,
          })}
        </span>
      </h2>
      <Messages words={words} messages={messages.slice(0, FIRST)} />
      {messages.length <= FIRST ? null : (
        <details>
          <summary>{words.say('words.more', { n: messages.length - FIRST })}</summary>
          <Messages words={words} messages={messages.slice(FIRST)} />
        </details>
      )}
      <form method="post" action="/console/kata/label" class="row">
        {messages.map((one) => (
          <input type="hidden" name="id" value={one.id} />
        ))}
        <label for={`${id}-arti`}>{words.say('words.means')}</label>
        <select name="label" id={`${id}-arti`} required class="inline">
          <option value="">{words.say('facts.choose')}</option>
          {HEARD_LABELS.map((one) => (
            <option value={one}>{words.say(`words.intent.${one}`)}</option>
          ))}
        </select>
        <button type="submit">{words.say('words.save')}</button>
        {(['not_ours', 'unclear'] as const).map((one) => (
          <button type="submit" class="quiet" name="label" value={one} formnovalidate>
            {words.say(`words.intent.${one}`)}
          </button>
        ))}
      </form>
    </article>
  )
}

export const Messages: FC<{ words: Words; messages: HeardGroup['messages'] }> = ({ words, messages }) => (
  <ul class="heard">
    {messages.map((one) => (
      <li>
        <q lang={one.language}>{one.text}</q>
        <span class="sub">
          {' '}
          {moment(one.at, words.language)}
          {one.flow === undefined ? null : `, ${atQuestion(words, one.flow)}`}
        </span>
      </li>
    ))}
  </ul>
)

/** In the words of the conversation's title. */
function atQuestion(words: Words, flow: string): string {
  return words.say('words.at_question', { question: words.tell(`${flow}.title`) })
}

const Pages: FC<{ words: Words; at: number; pages: number; filter: HeardFilter }> = ({
  words,
  at,
  pages,
  filter,
}) => {
  const to = (page: number) => {
    const query = new URLSearchParams({ halaman: String(page) })
    if (filter.guess !== undefined) query.set('tebakan', filter.guess)
    if (filter.language !== undefined) query.set('bahasa-warga', filter.language)
    if (filter.search !== undefined) query.set('cari', filter.search)
    return `/console/kata?${query}`
  }
  return (
    <nav class="pages" aria-label={words.say('words.pages')}>
      {at > 1 ? <a href={to(at - 1)}>{words.say('words.before')}</a> : <span />}
      <span>{words.say('words.page', { at, pages })}</span>
      {at < pages ? <a href={to(at + 1)}>{words.say('words.next')}</a> : <span />}
    </nav>
  )
}
