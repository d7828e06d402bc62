/** @module One chat as a page, complete without script. Reads nothing: the route read. */

import type { FC } from 'hono/jsx'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import { channelWords } from '../queue/say.ts'
import { addressOf, Composer, type Draft } from './composer.tsx'
import { Line } from './line.tsx'
import { itemsOf, lastSeq } from './lines.ts'
import { Panel } from './panel.tsx'
import { LINES_FIRST, type Room } from './room.ts'
import { Side } from './side.tsx'

/** Without script the page looks again by itself while nothing is written in it. */
const LOOK_AGAIN_S = 20

export const ChatPage: FC<{
  visit: StaffVisit
  room: Room
  draft: Draft | undefined
  notice: { text: string; isBad: boolean } | undefined
}> = ({ visit, room, draft, notice }) => {
  const { words, staff } = visit
  const { view } = room
  // Some masks begin with the channel's own name.
  const title = `${channelWords(words, view)} ${view.mask.slice(Math.max(0, view.mask.indexOf('•')))}`
  const mayReload = draft === undefined && !room.isMine ? { lookAgainS: LOOK_AGAIN_S } : {}
  return (
    <Frame visit={visit} title={title} here="queue" wide {...mayReload}>
      {notice === undefined ? null : (
        <p class={notice.isBad ? 'notice alarm' : 'notice'} role={notice.isBad ? 'alert' : 'status'}>
          {notice.text}
        </p>
      )}
      <chat-room
        data-live={`${addressOf(view.chatId)}/aliran`}
        data-after={lastSeq(view)}
        data-owner={view.owner}
        data-me={staff.id}
        {...roomWords(visit)}
      >
        <div class="columns chat">
          <div>
            <div id="panel">
              <Panel visit={visit} room={room} />
            </div>
            <p class="row sub">
              <span id="live" role="status" />
              <a href="/console">{words.say('queue.back')}</a>
              <a href={`${addressOf(view.chatId)}#akhir`}>{words.say('queue.again')}</a>
            </p>
            <p id="alarm" class="notice alarm" role="alert" hidden />
            <Log visit={visit} room={room} />
            <Composer visit={visit} room={room} draft={draft} />
            <Shortcuts visit={visit} />
          </div>
          <Side visit={visit} room={room} />
        </div>
      </chat-room>
    </Frame>
  )
}

const Log: FC<{ visit: StaffVisit; room: Room }> = ({ visit, room }) => {
  const { words, staff } = visit
  const { view, names } = room
  return (
    <div class="log" role="log" aria-label={words.say('chat.log')} tabindex={0}>
      {view.lines.length === LINES_FIRST ? (
        <p>
          <a href={`${addressOf(view.chatId)}?semua=1`}>{words.say('chat.older')}</a>
        </p>
      ) : null}
      <ol id="lines">
        {itemsOf(view.lines, words.language).map((item) => (
          <Line item={item} chatId={view.chatId} words={words} me={staff.id} names={names} />
        ))}
      </ol>
      <span id="akhir" />
    </div>
  )
}

/** What the script says: it holds no words of its own. */
function roomWords({ words }: StaffVisit): Record<string, string> {
  const keys = ['sending', 'unsent', 'newer', 'lost', 'connected', 'moved', 'restored', 'close']
  return Object.fromEntries(keys.map((key) => [`data-say-${key}`, words.say(`live.${key}`)]))
}

const KEYS = ['r', 'ctrl-enter', 'esc'] as const

const Shortcuts: FC<{ visit: StaffVisit }> = ({ visit: { words } }) => (
  <details class="keys">
    <summary>{words.say('keys.title')}</summary>
    <dl class="pairs">
      {KEYS.map((key) => (
        <div>
          <dt>
            <kbd>{words.say(`keys.name.${key}`)}</kbd>
          </dt>
          <dd>{words.say(`keys.chat.${key}`)}</dd>
        </div>
      ))}
    </dl>
  </details>
)
