/** @module One's own case to save or print. Only for the chat that filed it. */

import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { FC } from 'hono/jsx'
import { formatCaseNumber } from '../core/case-number.ts'
import { formatHour, formatWeekdayDate, formatWeekdayHour } from '../core/jakarta.ts'
import type { CaseView } from '../core/ports.ts'
import type { WebDeps, WebEnv } from './deps.ts'
import { Page } from './page.tsx'
import { chatOf } from './visitor.ts'
import { languageOf, type Words, wordsOf } from './words.ts'

export const summary = new Hono<WebEnv>().get('/ringkasan/:number', async (c) => {
  const chatId = await chatOf(c)
  const number = formatCaseNumber(c.req.param('number'))
  const found = chatId !== undefined && number !== undefined ? await c.env.office.case(number) : undefined
  // A case of somebody else and a case that never was get the same answer.
  if (found === undefined || found.chatId !== chatId) throw new HTTPException(404)
  const words = wordsOf(c.env, languageOf(c, undefined))
  return c.html(<SummaryPage deps={c.env} words={words} case_={found} now={c.env.now()} />)
})

const SummaryPage: FC<{
  deps: Pick<WebDeps, 'assets' | 'service'>
  words: Words
  case_: CaseView
  now: Date
}> = ({ deps, words, case_, now }) => {
  const { language, say } = words
  const day = (at: number) => `${formatWeekdayDate(new Date(at), language)}, ${formatHour(new Date(at))} WIB`
  return (
    <Page
      deps={deps}
      words={words}
      title={say('summary.title', { number: case_.number })}
      path={`/ringkasan/${case_.number}`}
      kind="sheet"
      script
    >
      <main id="isi" class="sheet">
        <h1>{say('summary.heading')}</h1>
        <p class="number-of-case">{case_.number}</p>
        <p class="state">
          <strong>{say(`summary.state.${case_.state}`)}</strong> ·{' '}
          {say('summary.since', { at: day(case_.changedAt) })}
        </p>
        {case_.note === undefined ? null : <p class="note">{case_.note}</p>}
        <dl>
          <Row label={say('summary.kind')} value={say(`summary.kind.${case_.kind}`)} />
          <Row label={say('summary.filed')} value={day(case_.filedAt)} />
          {case_.deadlineAt === undefined ? null : (
            <Row
              label={say('summary.deadline')}
              value={formatWeekdayHour(new Date(case_.deadlineAt), language)}
            />
          )}
          {case_.summary.map(({ label, value }) => (
            <Row label={label} value={value} />
          ))}
        </dl>
        <p class="caution">{say('summary.caution')}</p>
        <p class="made">{say('summary.made', { at: day(now.getTime()) })}</p>
        <p class="actions">
          <button type="button" id="print" data-needs-script hidden>
            {say('summary.print')}
          </button>
          <a href="/">{say('summary.back')}</a>
        </p>
        <noscript>
          <p class="made">{say('summary.noscript')}</p>
        </noscript>
      </main>
    </Page>
  )
}

const Row: FC<{ label: string; value: string }> = ({ label, value }) => (
  <div>
    <dt>{label}</dt>
    <dd dir="auto">{value}</dd>
  </div>
)
