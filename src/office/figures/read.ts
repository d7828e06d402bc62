/** @module What the dashboard shows of a period: read from counted rows, never from a chat. */

import type { Figures, FiguresView, Period, Times } from '../../core/figures.ts'
import { DAY_MS, isoDay, startOfDay } from '../../core/jakarta.ts'
import type { WaitRow } from '../../store/office/figures.ts'
import type { Desk } from '../desk.ts'
import { countRatings } from '../queue/lists.ts'

const DAYS_MOST = 400

export function makeFigures(desk: Desk): Figures {
  return {
    read: async (period) => {
      const days = daysOf(period)
      const span = {
        since: startOfDay(period.from).getTime(),
        until: startOfDay(period.to).getTime() + DAY_MS,
      }
      const { figures } = desk
      const rows = figures.waitsOf(span)
      const kinds = figures.caseKinds(span)
      return {
        period,
        ...visitsOf(desk, period, days),
        misunderstood: desk.heard.countBetween(span.since, span.until),
        ratings: countRatings(desk, span.since, span.until),
        handOvers: figures.reasons(span),
        waits: {
          ...timesOf(rows.map(({ askedAt, takenAt }) => since(askedAt, takenAt))),
          ...left(desk, rows),
        },
        answers: timesOf(rows.map(({ takenAt, answeredAt }) => since(takenAt, answeredAt))),
        cases: {
          n: kinds.reduce((sum, { n }) => sum + n, 0),
          states: figures.caseStates(span),
          kinds,
        },
        places: placesOf(desk, figures.casePlaces(span)),
      }
    },
  }
}

function daysOf({ from, to }: Period): string[] {
  const days: string[] = []
  const last = startOfDay(to).getTime()
  for (let at = startOfDay(from).getTime(); at <= last; at += DAY_MS) {
    if (days.length >= DAYS_MOST) throw new RangeError(`a period of more than ${DAYS_MOST} days`)
    days.push(isoDay(new Date(at)))
  }
  if (days.length === 0) throw new RangeError('a period that ends before it begins')
  return days
}

function visitsOf(desk: Desk, period: Period, days: string[]): Pick<FiguresView, 'days' | 'visits'> {
  const counted = desk.figures.visitsByDay(period)
  const visits = { n: 0, byStaff: 0, misunderstood: 0 }
  const byDay = new Map(days.map((day) => [day, { day, channels: {}, byStaff: 0 } as FiguresView['days'][0]]))
  for (const { day, channel, n, byStaff, misunderstood } of counted) {
    const one = byDay.get(day)
    if (one === undefined) continue
    one.channels[channel] = n
    one.byStaff += byStaff
    visits.n += n
    visits.byStaff += byStaff
    visits.misunderstood += misunderstood
  }
  return { days: [...byDay.values()], visits }
}

/** Kelurahan are summed into their kecamatan: a case in a small one would name its people. */
function placesOf(desk: Desk, counted: readonly { code: string | null; n: number }[]): FiguresView['places'] {
  const { districts } = desk.deps.rules().places
  const sums = new Map<string | undefined, number>()
  for (const { code, n } of counted) {
    const name = districts.find(({ id }) => code?.startsWith(id))?.name
    sums.set(name, (sums.get(name) ?? 0) + n)
  }
  return [...sums]
    .map(([name, n]) => ({ ...(name === undefined ? {} : { name }), n }))
    .sort((a, b) => b.n - a.n)
}

/** A clock that was set back makes no time negative. */
const since = (from: number | null, to: number | null) =>
  from === null || to === null ? undefined : Math.max(0, to - from)

function timesOf(times: readonly (number | undefined)[]): Times {
  const sorted = times.filter((one) => one !== undefined).sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  return { n: sorted.length, medianMs: at(0.5), p90Ms: at(0.9) }
}

/** Of those nobody took: who still waits, and who went without a person. */
function left(desk: Desk, rows: readonly WaitRow[]): { waiting: number; gone: number } {
  const untaken = rows.filter(({ takenAt }) => takenAt === null)
  const waiting = untaken.filter(({ chatId, askedAt }) => {
    const card = desk.cards.get(chatId)
    return card?.owner === 'queue' && (card.waitingSince ?? askedAt + 1) <= askedAt
  }).length
  return { waiting, gone: untaken.length - waiting }
}
