/** @module What the queue is narrowed by, and its pages. */

import type { FC } from 'hono/jsx'
import { CHAT_STATES } from '../../core/desk.ts'
import { CHANNELS, HAND_OVER_REASONS } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'
import { type Asked, PAGE_ROWS } from './query.ts'
import { channelWords, reasonWords, topicWords } from './say.ts'

type FilterProps = {
  visit: StaffVisit
  asked: Asked
  topics: readonly string[]
  labels: readonly string[]
}

export const Filters: FC<FilterProps> = ({ visit, asked, topics, labels }) => {
  const { words } = visit
  const { state, reason, channel, topic, label } = asked.query
  const all = words.say('queue.any')
  return (
    <details open={!asked.isPlain}>
      <summary>{words.say('queue.filters')}</summary>
      <form method="get" action="/console" class="filters" aria-label={words.say('queue.filters')}>
        <Choose
          name="keadaan"
          label={words.say('queue.filter.state')}
          value={state}
          none={words.say('queue.state.waiting')}
          options={CHAT_STATES.map((one) => [one, words.say(`queue.state.${one}`)])}
        />
        <Choose
          name="alasan"
          label={words.say('queue.filter.reason')}
          value={reason}
          none={all}
          options={HAND_OVER_REASONS.map((one) => [one, reasonWords(words, { reason: one })])}
        />
        <Choose
          name="saluran"
          label={words.say('queue.filter.channel')}
          value={channel}
          none={all}
          options={CHANNELS.map((one) => [one, channelWords(words, { channel: one })])}
        />
        <Choose
          name="topik"
          label={words.say('queue.filter.topic')}
          value={topic}
          none={all}
          options={topics.map((one) => [one, topicWords(words, one)])}
        />
        <Choose
          name="label"
          label={words.say('queue.filter.label')}
          value={label}
          none={all}
          options={labels.map((one) => [one, one])}
        />
        <label class="tick">
          <input type="checkbox" name="saya" value="1" checked={asked.isMine} />{' '}
          {words.say('queue.filter.mine')}
        </label>
        <button type="submit" class="quiet">
          {words.say('queue.filter.go')}
        </button>
        {asked.isPlain ? null : <a href="/console">{words.say('queue.filter.none')}</a>}
      </form>
    </details>
  )
}

type ChooseProps = {
  name: string
  label: string
  value: string | undefined
  none: string
  options: readonly (readonly [string, string])[]
}

const Choose: FC<ChooseProps> = ({ name, label, value, none, options }) => (
  <label>
    {label}
    <select name={name}>
      <option value="">{none}</option>
      {options.map(([id, text]) => (
        <option value={id} selected={id === value}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

export const Pages: FC<{ visit: StaffVisit; asked: Asked; total: number }> = ({
  visit: { words },
  asked,
  total,
}) => {
  const last = Math.max(1, Math.ceil(total / PAGE_ROWS))
  if (last === 1) return null
  const to = (page: number) => `/console?${asked.search === '' ? '' : `${asked.search}&`}hal=${page}`
  return (
    <nav class="pages" aria-label={words.say('queue.pages')}>
      {asked.page > 1 ? <a href={to(asked.page - 1)}>{words.say('queue.earlier')}</a> : <span />}
      <span>{words.say('queue.page', { page: asked.page, last })}</span>
      {asked.page < last ? <a href={to(asked.page + 1)}>{words.say('queue.later')}</a> : <span />}
    </nav>
  )
}
