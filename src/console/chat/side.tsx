/** @module Beside the chat: what was answered, and what can be done with it, each with what it does said before the click. */

import type { FC } from 'hono/jsx'
import { MUTE_REASONS } from '../../core/desk.ts'
import type { StaffVisit } from '../deps.ts'
import { addressOf } from './composer.tsx'
import { openQuestion } from './lines.ts'
import type { Room } from './room.ts'

export const SNOOZES = ['hour', 'three', 'tomorrow', 'monday'] as const
export const MUTE_DAYS = [1, 7, 30] as const
export const WAYS_BACK = ['resume', 'menu', 'close'] as const

type SideProps = { visit: StaffVisit; room: Room }

export const Side: FC<SideProps> = (props) => (
  <aside class="side" aria-label={props.visit.words.say('chat.side')}>
    <Answers {...props} />
    {props.room.isMine ? <HandBack {...props} /> : null}
    {props.room.isMine ? <Transfer {...props} /> : null}
    {props.room.isMine ? <Snooze {...props} /> : null}
    <Labels {...props} />
    <Mute {...props} />
  </aside>
)

const Answers: FC<SideProps> = ({ visit: { words }, room: { view, card } }) => {
  const shown = view.summary.length > 0 ? view.summary : (card?.summary ?? [])
  return (
    <section>
      <h2>{words.say('chat.answers')}</h2>
      {shown.length === 0 ? (
        <p class="sub">{words.say('chat.no_answers')}</p>
      ) : (
        <table class="answers">
          <caption class="unseen">{words.say('chat.answers')}</caption>
          <tbody>
            {shown.map(({ label, value }) => (
              <tr>
                <th scope="row">{label}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {card === undefined || card.cases.length === 0 ? null : (
        <p>
          {words.say('chat.cases')}{' '}
          {card.cases.map((number) => (
            <a href={`/console/laporan/${number}`}>{number} </a>
          ))}
        </p>
      )}
    </section>
  )
}

/** What the resident will read stands beside each way before it is taken. */
const HandBack: FC<SideProps> = ({ visit: { words, deps }, room: { view } }) => {
  const question = openQuestion(view)
  const known = { resume: question !== undefined, menu: true, close: true }
  return (
    <details>
      <summary>{words.say('back.title')}</summary>
      <form method="post" action={`${addressOf(view.chatId)}/kembalikan`}>
        <input type="hidden" name="key" value={deps.newId()} />
        <p class="sub">{words.say('back.about')}</p>
        {WAYS_BACK.filter((way) => known[way]).map((way) => (
          <label class="way">
            <input type="radio" name="ke" value={way} required />
            <span>
              <b>{words.say(`back.${way}`)}</b> {words.say(`back.${way}.does`, { question: question ?? '' })}
            </span>
          </label>
        ))}
        <label class="way">
          <input type="checkbox" name="tanya" value="1" />
          <span>{words.say('back.ask')}</span>
        </label>
        <button type="submit">{words.say('back.go')}</button>
      </form>
      <form method="post" action={`${addressOf(view.chatId)}/antre`}>
        <input type="hidden" name="key" value={deps.newId()} />
        <p class="sub">{words.say('back.queue.does')}</p>
        <button type="submit" class="quiet">
          {words.say('back.queue')}
        </button>
      </form>
    </details>
  )
}

/** Who of a team may take a chat now. */
export const readyIn = (staff: Room['staff'], team: string): number =>
  staff.filter(
    (one) =>
      one.team === team && one.presence === 'ready' && (one.role === 'agent' || one.role === 'supervisor'),
  ).length

const Transfer: FC<SideProps> = ({ visit, room: { view, staff } }) => {
  const { words, deps } = visit
  const people = staff.filter(
    ({ id, role }) => id !== visit.staff.id && (role === 'agent' || role === 'supervisor'),
  )
  const teams = [...new Set(staff.flatMap(({ team }) => team ?? []))].sort()
  return (
    <details>
      <summary>{words.say('transfer.title')}</summary>
      <form method="post" action={`${addressOf(view.chatId)}/alihkan`}>
        <input type="hidden" name="key" value={deps.newId()} />
        <label>
          {words.say('transfer.to')}
          <select name="kepada" required>
            <option value="">{words.say('transfer.choose')}</option>
            <optgroup label={words.say('transfer.people')}>
              {people.map(({ id, name, presence, held, most }) => (
                <option value={`orang:${id}`}>
                  {words.say('transfer.person', {
                    name,
                    presence: words.say(`duty.${presence}`),
                    held,
                    most,
                  })}
                </option>
              ))}
            </optgroup>
            {teams.length === 0 ? null : (
              <optgroup label={words.say('transfer.teams')}>
                {teams.map((team) => (
                  <option value={`tim:${team}`}>
                    {words.say('transfer.team', { team, n: readyIn(staff, team) })}
                  </option>
                ))}
              </optgroup>
            )}
          </select>
        </label>
        <label>
          {words.say('transfer.note')}
          <input type="text" name="catatan" maxlength={500} autocomplete="off" />
        </label>
        <p class="sub">{words.say('transfer.does')}</p>
        <button type="submit" class="quiet">
          {words.say('transfer.go')}
        </button>
      </form>
    </details>
  )
}

const Snooze: FC<SideProps> = ({ visit: { words }, room: { view, card } }) => (
  <details>
    <summary>{words.say('snooze.title')}</summary>
    <form method="post" action={`${addressOf(view.chatId)}/tunda`}>
      <p class="sub">{words.say('snooze.does')}</p>
      <div class="row">
        {SNOOZES.map((until) => (
          <button type="submit" name="sampai" value={until} class="quiet small">
            {words.say(`snooze.${until}`)}
          </button>
        ))}
        {card?.snoozedUntil === undefined ? null : (
          <button type="submit" name="sampai" value="now" class="quiet small">
            {words.say('snooze.now')}
          </button>
        )}
      </div>
    </form>
  </details>
)

const Labels: FC<SideProps> = ({ visit: { words }, room: { view, card, labels } }) => {
  if (labels.length === 0) return null
  const own = new Set(card?.labels ?? [])
  return (
    <details>
      <summary>{words.say('labels.title')}</summary>
      <form method="post" action={`${addressOf(view.chatId)}/label`}>
        {labels.map((label) => (
          <label class="way">
            <input type="checkbox" name="label" value={label} checked={own.has(label)} />
            <span>{label}</span>
          </label>
        ))}
        <button type="submit" class="quiet small">
          {words.say('labels.save')}
        </button>
      </form>
    </details>
  )
}

const Mute: FC<SideProps> = ({ visit: { words }, room: { view, card } }) => (
  <details>
    <summary>{words.say('mute.title')}</summary>
    <form method="post" action={`${addressOf(view.chatId)}/bisukan`}>
      <p class="sub">{words.say('mute.does')}</p>
      {card?.mute === undefined ? (
        <>
          <label>
            {words.say('mute.why')}
            <select name="alasan" required>
              {MUTE_REASONS.map((reason) => (
                <option value={reason}>{words.say(`mute.${reason}`)}</option>
              ))}
            </select>
          </label>
          <label>
            {words.say('mute.until')}
            <select name="hari" required>
              {MUTE_DAYS.map((n) => (
                <option value={n}>{words.say('queue.days', { n })}</option>
              ))}
            </select>
          </label>
          <button type="submit" class="danger">
            {words.say('mute.go')}
          </button>
        </>
      ) : (
        <button type="submit" name="hari" value="0" class="quiet">
          {words.say('mute.end')}
        </button>
      )}
    </form>
  </details>
)
