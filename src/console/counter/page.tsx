/** @module The pages of the counter: what is asked before a code is made, and the code, once. */

import type { FC } from 'hono/jsx'
import type { IssuedCode } from '../../core/identity.ts'
import { formatHour } from '../../core/jakarta.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'

export const CounterPage: FC<{ visit: StaffVisit; problem?: 'wrong' | 'unseen' }> = ({ visit, problem }) => {
  const { words } = visit
  return (
    <Frame visit={visit} title={words.say('identity.title')} here="counter">
      <section class="card">
        <p>{words.say('identity.what')}</p>
        {problem === undefined ? null : (
          <p class="notice alarm" role="alert">
            {words.say(`identity.${problem}`)}
          </p>
        )}
        <form method="post" action="/console/loket" autocomplete="off">
          <label>
            {words.say('identity.nik')}
            <input name="nik" inputmode="numeric" maxlength={40} required autocomplete="off" />
          </label>
          <label>
            <input type="checkbox" name="ktp" value="ya" required /> {words.say('identity.seen')}
          </label>
          <button type="submit">{words.say('identity.go')}</button>
        </form>
        <p class="sub">{words.say('identity.noted')}</p>
      </section>
    </Frame>
  )
}

export const CodePage: FC<{ visit: StaffVisit; issued: IssuedCode }> = ({ visit, issued }) => {
  const { words } = visit
  const until = formatHour(new Date(issued.untilAt))
  return (
    <Frame visit={visit} title={words.say('identity.title')} here="counter">
      <section class="card" aria-labelledby="kode">
        <h2 id="kode">{words.say('identity.code')}</h2>
        <p>
          <output class="one-time">{issued.code}</output>
        </p>
        <p class="notice">{words.say('identity.once', { until })}</p>
        <p>{words.say('identity.tell')}</p>
        <p>
          <a href="/console/loket">{words.say('identity.again')}</a>
        </p>
      </section>
    </Frame>
  )
}
