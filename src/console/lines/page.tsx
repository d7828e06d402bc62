/** @module The page of the lines. */

import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'
import { formatDate, formatHour, isoDay } from '../../core/jakarta.ts'
import type { LineView } from '../../core/line.ts'
import type { Alarm } from '../../core/ports.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'

/** `qr` is markup made here from the code, never anything that came in. */
export type ShownLine = Omit<LineView, 'show'> & { isToPair?: true; qr?: string }

type Props = { visit: StaffVisit; lines: ShownLine[]; alarms: Alarm[] }

const TONES = { connected: 'good', idle: 'good', reconnecting: 'warn', down: 'alarm' } as const

export const LinesPage: FC<Props> = ({ visit, lines, alarms }) => {
  const { say } = visit.words
  return (
    <Frame visit={visit} title={say('lines.title')} here="lines">
      <p class="lead">{say('lines.lead')}</p>
      {lines.map((line) => (
        <Line visit={visit} line={line} />
      ))}
      <p>
        <a href="/console/saluran">{say('lines.again')}</a>
      </p>
      <h2>{say('lines.alarms')}</h2>
      {alarms.length === 0 ? <p class="empty">{say('lines.no_alarms')}</p> : null}
      <ul class="alarms">
        {alarms.map((alarm) => (
          <li class="notice warn">
            <strong>{visit.words.tell(`staff.channel.${alarm.topic}`)}</strong>,{' '}
            <time datetime={new Date(alarm.at).toISOString()}>{when(visit, alarm.at)}</time>:{' '}
            {visit.words.tell(`channel.why.${alarm.reason}`)}
          </li>
        ))}
      </ul>
    </Frame>
  )
}

const Line: FC<{ visit: StaffVisit; line: ShownLine }> = ({ visit, line }) => {
  const { say, tell } = visit.words
  const isMissing = line.missing.length > 0
  const tone = isMissing ? 'warn' : TONES[line.link]
  // The web is no line to anywhere: of it only what was sent is known.
  const times = [
    ['since', line.connectedSince],
    ['received', line.lastReceivedAt],
    ['sent', line.lastSentAt],
  ] as const
  return (
    <section class="card line-card">
      <h2>
        {tell(`staff.channel.${line.channel}`)} {line.name === undefined ? null : <bdi>{line.name}</bdi>}{' '}
        <span class={`badge ${tone}`}>
          {tell(`staff.link.${isMissing ? 'missing' : line.link}`, { missing: line.missing.join(', ') })}
        </span>
      </h2>
      {line.why === undefined ? null : <p class="notice warn">{tell(`channel.why.${line.why}`)}</p>}
      <dl class="pairs">
        {times
          .filter(([, at]) => at !== undefined || line.channel !== 'web')
          .map(([key, at]) => (
            <div>
              <dt>{say(`lines.${key}`)}</dt>
              <dd>{at === undefined ? say('lines.never') : when(visit, at)}</dd>
            </div>
          ))}
      </dl>
      {line.isToPair ? <Pair visit={visit} qr={line.qr} /> : null}
    </section>
  )
}

const Pair: FC<{ visit: StaffVisit; qr: string | undefined }> = ({ visit: { words }, qr }) =>
  qr === undefined ? (
    <p class="notice">{words.say('lines.pair_by_admin')}</p>
  ) : (
    <figure class="qr">
      {raw(qr)}
      <figcaption>{words.tell('staff.line_scan')}</figcaption>
    </figure>
  )

/** The hour alone for today, with the date before it for any other day. */
function when({ deps, words }: StaffVisit, at: number): string {
  const then = new Date(at)
  const hour = formatHour(then)
  return isoDay(then) === isoDay(deps.now()) ? hour : `${formatDate(then, words.language)}, ${hour}`
}
