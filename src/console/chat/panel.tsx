/** @module How a chat stands: whose it is, until when, who else looks. Drawn anew whenever it changes; holds nothing one types into. */

import type { FC } from 'hono/jsx'
import type { StaffVisit } from '../deps.ts'
import { clockWords, ownerWords, reasonWords, spanWords, timeWords, topicWords } from '../queue/say.ts'
import type { Room } from './room.ts'

export const Panel: FC<{ visit: StaffVisit; room: Room }> = ({ visit, room }) => {
  const { words, staff, deps } = visit
  const { view, card, names, viewers } = room
  const now = deps.now().getTime()
  const at = (time: number) => timeWords(words, time, now)
  return (
    <div class="panel" data-owner={view.owner}>
      <p class="row">
        <b>{ownerWords(words, view.owner, staff.id, names)}</b>
        {card?.urgent ? <span class="badge alarm">{words.say('queue.urgent')}</span> : null}
        {card?.clock ? (
          <span class={`badge ${clockWords(words, card.clock).tone}`}>
            {clockWords(words, card.clock).text}
          </span>
        ) : null}
        {card === undefined ? null : <span class="badge">{words.say(`queue.state.${card.state}`)}</span>}
        {card?.team ? <span class="badge">{words.say('queue.team', { team: card.team })}</span> : null}
        {card?.labels.map((label) => (
          <span class="badge">{label}</span>
        ))}
      </p>
      {card?.reason === undefined ? null : (
        <p class="sub">{`${reasonWords(words, card)} · ${topicWords(words, card.topic)}`}</p>
      )}
      {card?.snoozedUntil === undefined ? null : (
        <p class="notice">{words.say('chat.snoozed', { at: at(card.snoozedUntil) })}</p>
      )}
      {card?.mute === undefined ? null : (
        <p class="notice warn">
          {words.say('chat.muted', {
            at: at(card.mute.until),
            reason: words.say(`mute.${card.mute.reason}`),
            name: names(card.mute.by),
          })}
        </p>
      )}
      {card?.returnsAt === undefined || card.snoozedUntil !== undefined ? null : (
        <p class="notice warn">
          {words.say('chat.returns', {
            at: at(card.returnsAt),
            span: spanWords(words, Math.max(0, card.returnsAt - now)),
          })}
        </p>
      )}
      <Window visit={visit} room={room} />
      {viewers.length === 0 ? null : (
        <p class="notice">{words.say('chat.viewers', { names: viewers.map(names).join(', ') })}</p>
      )}
    </div>
  )
}

const Window: FC<{ visit: StaffVisit; room: Room }> = ({ visit: { words, deps }, room: { view } }) => {
  const { window } = view
  if (window === undefined) return null
  const at = timeWords(words, window.closesAt, deps.now().getTime())
  const which = window.isOpen ? 'open' : window.templates.length > 0 ? 'knocks' : 'shut'
  return <p class={window.isOpen ? 'sub' : 'notice warn'}>{words.say(`chat.window.${which}`, { at })}</p>
}
