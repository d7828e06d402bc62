/** @module How long each class of data is kept, what the next daily round would take, and what the last one took. Counts alone. */

import type { FC } from 'hono/jsx'
import type { RetentionView } from '../../core/retention.ts'
import { momentWords } from '../cases/words.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Route } from '../route.ts'

export const retentionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/simpan',
    may: ['supervisor', 'admin', 'auditor'],
    audit: () => ({ action: 'retention.view' }),
    run: async (visit: StaffVisit) => {
      const { nextAt, classes } = await visit.deps.retention.view()
      return visit.c.html(<RetentionPage visit={visit} nextAt={nextAt} classes={classes} />)
    },
  },
]

type Props = { visit: StaffVisit; nextAt: number | undefined; classes: RetentionView[] }

const RetentionPage: FC<Props> = ({ visit, nextAt, classes }) => {
  const { say } = visit.words
  return (
    <Frame visit={visit} title={say('retention.title')} here="retention" wide>
      <p class="lead">{say('retention.lead')}</p>
      <p class="notice warn">{say('retention.proposal')}</p>
      {nextAt === undefined ? null : (
        <p>
          {say('retention.next', {
            at: momentWords(visit.words, Math.max(nextAt, visit.deps.now().getTime())),
          })}
        </p>
      )}
      <section class="scroll" aria-label={say('retention.title')} tabindex={0}>
        <table>
          <thead>
            <tr>
              {['class', 'days', 'action', 'would_go', 'last'].map((column) => (
                <th scope="col">{say(`retention.column.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((one) => (
              <Row visit={visit} one={one} />
            ))}
          </tbody>
        </table>
      </section>
    </Frame>
  )
}

const Row: FC<{ visit: StaffVisit; one: RetentionView }> = ({ visit: { words }, one }) => (
  <tr>
    <th scope="row">{words.say(`retention.class.${one.class}`)}</th>
    <td>{words.say('retention.days', { n: one.keepDays })}</td>
    <td>{words.say(`retention.action.${one.action}`)}</td>
    <td>{one.wouldGo === undefined ? '–' : String(one.wouldGo)}</td>
    <td>
      {one.last === undefined
        ? '–'
        : words.say('retention.last', { n: one.last.n, at: momentWords(words, one.last.at) })}
    </td>
  </tr>
)
