/** @module The page of one's own account: devices one is logged in on, password, recovery codes, language. */

import type { FC } from 'hono/jsx'
import type { PersonFault, SessionView } from '../../access/access.ts'
import { MIN_CHARS } from '../../access/password.ts'
import { LANGUAGES } from '../../core/lists.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Told } from './door-pages.tsx'
import { CodeField, Field, moment, Notice, ShowPassword } from './parts.tsx'
import { Faults, RecoveryCodes } from './set-up-pages.tsx'

export type OwnState = {
  login: string
  sessions: readonly SessionView[]
  recoveryLeft: number
  told?: Told | undefined
  faults?: readonly PersonFault[]
}

export const OwnPage: FC<{ visit: StaffVisit; state: OwnState }> = ({ visit, state }) => {
  const { staff, words } = visit
  const { say } = words
  return (
    <Frame visit={visit} title={say('access.own.title')}>
      {state.told === undefined ? null : <Notice {...state.told} />}
      <Faults visit={visit} faults={state.faults ?? []} />
      <dl class="pairs card">
        <Pair label={say('access.account.name')} value={staff.name} />
        <Pair label={say('access.login.name')} value={state.login} />
        <Pair label={say('access.account.role')} value={say(`role.${staff.role}`)} />
        <Pair label={say('access.account.team')} value={staff.team ?? '–'} />
      </dl>
      <h2>{say('access.own.sessions')}</h2>
      <p class="sub">{say('access.own.sessions_why')}</p>
      <Sessions
        visit={visit}
        sessions={state.sessions}
        action={(id) => `/console/saya/sesi/${id}/akhiri`}
        mine={visit.session.id}
      />
      {state.sessions.length > 1 ? (
        <form method="post" action="/console/saya/sesi-lain/akhiri">
          <button type="submit" class="quiet">
            {say('access.own.end_others')}
          </button>
        </form>
      ) : null}
      <h2>{say('access.own.language')}</h2>
      <form method="post" action="/console/saya/bahasa" class="row">
        {LANGUAGES.map((language) => (
          <button
            type="submit"
            name="bahasa"
            value={language}
            class={language === words.language ? '' : 'quiet'}
          >
            {say(`access.language.${language}`)}
          </button>
        ))}
      </form>
      <PasswordForm visit={visit} />
      <RecoveryForm visit={visit} left={state.recoveryLeft} />
    </Frame>
  )
}

const Pair: FC<{ label: string; value: string }> = ({ label, value }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

export const Sessions: FC<{
  visit: StaffVisit
  sessions: readonly SessionView[]
  action(id: string): string
  mine?: string
}> = ({ visit, sessions, action, mine }) => {
  const { say, language } = visit.words
  if (sessions.length === 0) return <p class="empty">{say('access.sessions.none')}</p>
  return (
    <div class="scroll">
      <table class="cards">
        <thead>
          <tr>
            {['device', 'started', 'seen', 'ends', 'act'].map((column) => (
              <th scope="col">{say(`access.sessions.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, device, startedAt, seenAt, endsAt, isLocked }) => (
            <tr>
              <td data-label={say('access.sessions.device')}>
                <span>
                  {device === '' ? say('access.sessions.unknown') : device}{' '}
                  {id === mine ? <span class="badge good">{say('access.sessions.mine')}</span> : null}
                  {isLocked ? <span class="badge">{say('access.sessions.locked')}</span> : null}
                </span>
              </td>
              <td data-label={say('access.sessions.started')}>{moment(startedAt, language)}</td>
              <td data-label={say('access.sessions.seen')}>{moment(seenAt, language)}</td>
              <td data-label={say('access.sessions.ends')}>{moment(endsAt, language)}</td>
              <td data-label={say('access.sessions.act')}>
                <form method="post" action={action(id)}>
                  <button type="submit" class="quiet small">
                    {say('access.sessions.end')}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const PasswordForm: FC<{ visit: StaffVisit }> = ({ visit }) => {
  const { say } = visit.words
  return (
    <details class="card">
      <summary>{say('access.own.password')}</summary>
      <p class="sub">{say('access.own.password_why')}</p>
      <form method="post" action="/console/saya/sandi">
        <Field
          label={say('access.own.password_old')}
          name="password"
          type="password"
          autocomplete="current-password"
          required
        />
        <Field
          label={say('access.own.password_new')}
          name="next"
          type="password"
          hint={say('access.setup.password_hint', { least: String(MIN_CHARS) })}
          autocomplete="new-password"
          required
        />
        <ShowPassword words={visit.words} />
        <CodeField words={visit.words} />
        <p>
          <button type="submit">{say('access.own.password_go')}</button>
        </p>
      </form>
    </details>
  )
}

const RecoveryForm: FC<{ visit: StaffVisit; left: number }> = ({ visit, left }) => {
  const { say } = visit.words
  return (
    <details class="card" open={left < 3}>
      <summary>{say('access.own.recovery', { left: String(left) })}</summary>
      <p class="sub">{say('access.own.recovery_why')}</p>
      <form method="post" action="/console/saya/kode-cadangan">
        <Field
          label={say('access.own.password_old')}
          name="sandi"
          type="password"
          autocomplete="current-password"
          required
        />
        <Field
          label={say('access.setup.app_code')}
          name="kode"
          autocomplete="one-time-code"
          maxlength={32}
          required
        />
        <p>
          <button type="submit">{say('access.own.recovery_go')}</button>
        </p>
      </form>
    </details>
  )
}

export const NewCodesPage: FC<{ visit: StaffVisit; codes: readonly string[] }> = ({ visit, codes }) => (
  <Frame visit={visit} title={visit.words.say('access.setup.codes_title')}>
    <RecoveryCodes visit={visit} codes={codes} />
    <p>
      <a class="button" href="/console/saya">
        {visit.words.say('access.setup.codes_done')}
      </a>
    </p>
  </Frame>
)
