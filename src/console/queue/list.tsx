/** @module Tables of chats: the queue, one's own, what a search found. The same on the page and on its stream. Reads nothing. */

import type { Child, FC } from 'hono/jsx'
import type { DeskChat } from '../../core/desk.ts'
import { PHONE_OWNER } from '../../core/staff.ts'
import type { Names } from '../people.ts'
import type { Words } from '../words.ts'
import {
  channelWords,
  chatWords,
  clockWords,
  ownerWords,
  reasonWords,
  spanWords,
  timeWords,
  topicWords,
} from './say.ts'

export type ListProps = {
  id: string
  caption: string
  chats: readonly DeskChat[]
  words: Words
  /** Rows of a list that many look at are rendered once: then nobody in it is "I". */
  me: string
  names: Names
  now: number
  /** Shown in place of a table without rows. */
  empty: string
}

export const ChatList: FC<ListProps> = (props) => {
  const { id, caption, chats, words, empty } = props
  if (chats.length === 0) return <p class="empty">{empty}</p>
  const head = ['waits', 'reason', 'topic', 'channel', 'who', 'labels', 'last', 'act']
  return (
    <section class="scroll" aria-label={caption} tabindex={0}>
      <table class="cards chats" id={id}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col">{words.say(`queue.col.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {chats.map((chat) => (
            <Row chat={chat} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Row: FC<Omit<ListProps, 'chats'> & { chat: DeskChat }> = ({ chat, words, me, names, now }) => (
  <tr data-chat={chat.chatId} class={chat.urgent && chat.owner === 'queue' ? 'grave' : undefined}>
    <Cell words={words} name="waits">
      <Wait chat={chat} words={words} now={now} />
    </Cell>
    <Cell words={words} name="reason">
      {reasonWords(words, chat)}
      {chat.urgent ? <span class="badge alarm">{words.say('queue.urgent')}</span> : null}
      {chat.mute ? <span class="badge warn">{words.say('queue.muted')}</span> : null}
    </Cell>
    <Cell words={words} name="topic">
      {topicWords(words, chat.topic)}
    </Cell>
    <Cell words={words} name="channel">
      {channelWords(words, chat)}
    </Cell>
    <Cell words={words} name="who">
      <a href={`/console/chat/${encodeURIComponent(chat.chatId)}`}>{chatWords(words, chat)}</a>
      {chat.owner === 'queue' ? null : <span class="sub"> {ownerWords(words, chat.owner, me, names)}</span>}
    </Cell>
    <Cell words={words} name="labels">
      {chat.team ? <span class="badge">{words.say('queue.team', { team: chat.team })}</span> : null}
      {chat.labels.map((label) => (
        <span class="badge">{label}</span>
      ))}
    </Cell>
    <Cell words={words} name="last">
      {timeWords(words, chat.lastMessageAt, now)}
      {chat.unread > 0 ? (
        <span class="badge warn">{words.say('queue.unread', { n: chat.unread })}</span>
      ) : null}
    </Cell>
    <Cell words={words} name="act">
      <Act chat={chat} words={words} />
    </Cell>
  </tr>
)

/** The name of the column stands in the cell too: on a phone a row is a card. */
const Cell: FC<{ words: Words; name: string; children: Child }> = ({ words, name, children }) => (
  <td data-label={words.say(`queue.col.${name}`)}>
    <span class="cell">{children}</span>
  </td>
)

const Wait: FC<{ chat: DeskChat; words: Words; now: number }> = ({ chat, words, now }) => {
  if (chat.clock) {
    const { tone, text } = clockWords(words, chat.clock)
    return (
      <>
        <b>{spanWords(words, chat.clock.waitedMs)}</b> <span class={`badge ${tone}`}>{text}</span>
      </>
    )
  }
  if (chat.snoozedUntil !== undefined)
    return (
      <span class="badge">{words.say('queue.until', { at: timeWords(words, chat.snoozedUntil, now) })}</span>
    )
  return <span class="badge">{words.say(`queue.state.${chat.state}`)}</span>
}

const Act: FC<{ chat: DeskChat; words: Words }> = ({ chat, words }) => {
  const address = `/console/chat/${encodeURIComponent(chat.chatId)}`
  if (chat.owner !== 'queue' && chat.owner !== PHONE_OWNER)
    return (
      <a class="button quiet small" href={address}>
        {words.say('queue.open')}
      </a>
    )
  return (
    <form method="post" action={`${address}/ambil`}>
      <button
        type="submit"
        class="small"
        aria-label={words.say('queue.take_chat', { chat: chatWords(words, chat) })}
      >
        {words.say('queue.take')}
      </button>
    </form>
  )
}
