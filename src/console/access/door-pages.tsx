/** @module The pages at the door: login, lock, and the one that says that this way is not safe. */

import type { Child, FC } from 'hono/jsx'
import type { Visit } from '../deps.ts'
import { Bare } from '../frame.tsx'
import { CodeField, Field, Notice, ShowPassword } from './parts.tsx'

/** A narrow page with a sign above it. */
export const Door: FC<{ visit: Visit; title: string; children: Child }> = ({ visit, title, children }) => (
  <Bare deps={visit.deps} words={visit.words} title={title}>
    <main id="isi" class="door">
      <p class="sign">
        <img src={visit.deps.assets.path('mark.svg')} width="40" height="40" alt="" />
        <span>{visit.words.say('name')}</span>
      </p>
      <h1>{title}</h1>
      {children}
    </main>
  </Bare>
)

export type Told = { kind?: 'alarm' | 'warn'; text: string }

const ToldAs: FC<{ told: Told | undefined }> = ({ told }) =>
  told === undefined ? null : <Notice {...told} />

export const LoginPage: FC<{ visit: Visit; login: string; back: string; told?: Told | undefined }> = ({
  visit,
  login,
  back,
  told,
}) => {
  const { say } = visit.words
  return (
    <Door visit={visit} title={say('access.login.title')}>
      <ToldAs told={told} />
      <form method="post" action="/console/masuk" class="card" data-nobody>
        <input type="hidden" name="kembali" value={back} />
        <Field
          label={say('access.login.name')}
          name="login"
          value={login}
          autocomplete="username"
          maxlength={64}
          required
          first={login === ''}
        />
        <Field
          label={say('access.login.password')}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          first={login !== ''}
        />
        <ShowPassword words={visit.words} />
        <CodeField words={visit.words} />
        <p>
          <button type="submit">{say('access.login.go')}</button>
        </p>
      </form>
      <details>
        <summary>{say('access.login.help')}</summary>
        <ul class="plain">
          <li>{say('access.login.help_code')}</li>
          <li>{say('access.login.help_phone')}</li>
          <li>{say('access.login.help_forgotten')}</li>
        </ul>
      </details>
      <p class="sub">{say('access.login.watched')}</p>
    </Door>
  )
}

export const LockPage: FC<{ visit: Visit; name: string; back: string; told?: Told | undefined }> = ({
  visit,
  name,
  back,
  told,
}) => {
  const { say } = visit.words
  return (
    <Door visit={visit} title={say('access.lock.title')}>
      <p class="lead" data-locked="">
        {say('access.lock.text', { name })}
      </p>
      <ToldAs told={told} />
      <form method="post" action="/console/kunci" class="card">
        <input type="hidden" name="kembali" value={back} />
        <CodeField words={visit.words} first />
        <p>
          <button type="submit">{say('access.lock.go')}</button>
        </p>
      </form>
      <form method="post" action="/console/keluar">
        <button type="submit" class="quiet small">
          {say('access.lock.other', { name })}
        </button>
      </form>
    </Door>
  )
}

export const UnsafePage: FC<{ visit: Visit; instead: string | undefined }> = ({ visit, instead }) => {
  const { say } = visit.words
  return (
    <Door visit={visit} title={say('access.unsafe.title')}>
      <p class="lead">{say('access.unsafe.text')}</p>
      {instead === undefined ? (
        <ul class="plain">
          <li>{say('access.unsafe.here')}</li>
          <li>{say('access.unsafe.operator')}</li>
        </ul>
      ) : (
        <p>
          <a class="button" href={instead}>
            {say('access.unsafe.instead')}
          </a>
        </p>
      )}
    </Door>
  )
}
