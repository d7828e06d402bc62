/** @module The figures of a period, for the page and for the printed summary alike. */

import type { FC } from 'hono/jsx'
import type { FiguresView, Times } from '../../core/figures.ts'
import { formatDate, startOfDay } from '../../core/jakarta.ts'
import { CHANNELS } from '../../core/lists.ts'
import type { Words } from '../words.ts'
import { Bars, type Column, DayChart, Legend, type Series } from './chart.tsx'

type Props = { view: FiguresView; words: Words }

export const FiguresBody: FC<Props> = ({ view, words }) => (
  <>
    <Heads view={view} words={words} />
    <Days view={view} words={words} />
    <div class="pair">
      <Section
        title={words.say('figures.reasons')}
        none={words.say('figures.none')}
        n={view.handOvers.length}
      >
        <Bars
          rows={view.handOvers.map(({ reason, n }) => ({ label: words.tell(`staff.reason.${reason}`), n }))}
          head={[words.say('figures.reason'), words.say('figures.times')]}
          caption={words.say('figures.reasons')}
        />
      </Section>
      <Section title={words.say('figures.kinds')} none={words.say('figures.none')} n={view.cases.n}>
        <Bars
          rows={view.cases.kinds.map(({ kind, n }) => ({ label: words.tell(`staff.kind.${kind}`), n }))}
          head={[words.say('figures.kind'), words.say('figures.times')]}
          caption={words.say('figures.kinds')}
        />
      </Section>
      <Section title={words.say('figures.states')} none={words.say('figures.none')} n={view.cases.n}>
        <Bars
          rows={view.cases.states.map(({ state, n }) => ({ label: words.tell(`staff.state.${state}`), n }))}
          head={[words.say('figures.state'), words.say('figures.times')]}
          caption={words.say('figures.states')}
        />
      </Section>
      <Section title={words.say('figures.places')} none={words.say('figures.none')} n={view.places.length}>
        <Bars
          rows={view.places.map(({ name, n }) => ({ label: name ?? words.say('figures.no_place'), n }))}
          head={[words.say('figures.place'), words.say('figures.times')]}
          caption={words.say('figures.places')}
        />
      </Section>
    </div>
  </>
)

/** The few numbers one looks for first, each with what it counts. */
const Heads: FC<Props> = ({ view, words }) => {
  const { visits, waits, answers, cases, ratings, misunderstood } = view
  const share = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`)
  const rated = ratings.helped + ratings.notHelped
  const heads = [
    ['visits', String(visits.n), words.say('figures.head.visits_note', { n: visits.byStaff })],
    [
      'bot_share',
      share(visits.n - visits.byStaff, visits.n),
      words.say('figures.head.bot_share_note', { n: visits.n - visits.byStaff }),
    ],
    [
      'misunderstood',
      share(visits.misunderstood, visits.n),
      words.say('figures.head.misunderstood_note', { n: misunderstood, chats: visits.misunderstood }),
    ],
    ['waited', lasting(waits, words), words.say('figures.head.waited_note', nine(waits, words))],
    ['answered', lasting(answers, words), words.say('figures.head.answered_note', nine(answers, words))],
    ['waiting', String(waits.waiting), words.say('figures.head.waiting_note', { n: waits.gone })],
    [
      'helped',
      share(ratings.helped, rated),
      words.say('figures.head.helped_note', { n: rated, no: ratings.notHelped }),
    ],
    ['cases', String(cases.n), words.say('figures.head.cases_note')],
  ] as const
  return (
    <dl class="heads">
      {heads.map(([key, value, about]) => (
        <div>
          <dt>{words.say(`figures.head.${key}`)}</dt>
          <dd>
            <strong>{value}</strong> <span class="sub">{about}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const lasting = ({ n, medianMs }: Times, words: Words) => (n === 0 ? '–' : duration(medianMs, words))
const nine = ({ n, p90Ms }: Times, words: Words) => ({ n, most: n === 0 ? '–' : duration(p90Ms, words) })

/** "40 detik", "12 menit", "3,5 jam": one unit, as one would say it. */
export function duration(ms: number, { say, language }: Words): string {
  const minutes = ms / 60_000
  if (minutes < 1) return say('figures.seconds', { n: Math.round(ms / 1_000) })
  if (minutes < 90) return say('figures.minutes', { n: Math.round(minutes) })
  const hours = (minutes / 60).toFixed(1)
  return say('figures.hours', { n: language === 'id' ? hours.replace('.', ',') : hours })
}

const Days: FC<Props> = ({ view, words }) => {
  const used = CHANNELS.filter((channel) => view.days.some(({ channels }) => (channels[channel] ?? 0) > 0))
  const series: Series[] = used.map((id) => ({ id, label: words.tell(`staff.channel.${id}`) }))
  const dayOf = (day: string) => formatDate(startOfDay(day), words.language)
  const columns: Column[] = view.days.map(({ day, channels }) => ({
    label: `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`,
    title: `${dayOf(day)}: ${series.map(({ id, label }) => `${label} ${channels[id as keyof typeof channels] ?? 0}`).join(', ')}`,
    counts: channels,
  }))
  return (
    <Section title={words.say('figures.days')} none={words.say('figures.none')} n={used.length}>
      <Legend series={series} />
      <section class="chart-scroll" tabindex={0} aria-label={words.say('figures.days')}>
        <DayChart columns={columns} series={series} label={words.say('figures.days')} />
      </section>
      <details>
        <summary>{words.say('figures.as_table')}</summary>
        <section class="scroll" tabindex={0} aria-label={words.say('figures.as_table')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.say('figures.day')}</th>
                {series.map(({ label }) => (
                  <th scope="col" class="number">
                    {label}
                  </th>
                ))}
                <th scope="col" class="number">
                  {words.say('figures.by_staff')}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.days.map(({ day, channels, byStaff }) => (
                <tr>
                  <th scope="row">{dayOf(day)}</th>
                  {used.map((channel) => (
                    <td class="number">{channels[channel] ?? 0}</td>
                  ))}
                  <td class="number">{byStaff}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </Section>
  )
}

const Section: FC<{ title: string; none: string; n: number; children: unknown }> = ({
  title,
  none,
  n,
  children,
}) => (
  <section class="card">
    <h2>{title}</h2>
    {n === 0 ? <p class="empty">{none}</p> : children}
  </section>
)
