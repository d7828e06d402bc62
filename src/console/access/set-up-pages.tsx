/** @module The three steps of a one-time link: who you are, the app on your phone, the codes for the day it is lost. */

import type { FC } from 'hono/jsx'
import type { LinkView, PersonFault } from '../../access/access.ts'
import { MIN_CHARS } from '../../access/password.ts'
import type { Visit } from '../deps.ts'
import { Door, type Told } from './door-pages.tsx'
import { Field, Notice, QrPicture, ShowPassword } from './parts.tsx'

const STEPS = ['person', 'app', 'codes'] as const

const Steps: FC<{ visit: Visit; now: (typeof STEPS)[number] }> = ({ visit, now }) => (
  <ol class="steps">
    {STEPS.map((step) => (
      <li aria-current={step === now ? 'step' : undefined}>{visit.words.say(`access.setup.step.${step}`)}</li>
    ))}
  </ol>
)

type Typed = { name: string; login: string }

export const PersonPage: FC<{
  visit: Visit
  link: LinkView
  action: string
  typed: Typed
  faults?: readonly PersonFault[]
  told?: Told | undefined
}> = ({ visit, link, action, typed, faults = [], told }) => {
  const { say } = visit.words
  const isKnown = link.kind === 'reset' && link.login !== ''
  return (
    <Door visit={visit} title={say(isKnown ? 'access.setup.title_again' : 'access.setup.title')}>
      <Steps visit={visit} now="person" />
      <p class="lead">{say('access.setup.role', { role: say(`role.${link.role}`) })}</p>
      {told === undefined ? null : <Notice {...told} />}
      <Faults visit={visit} faults={faults} />
      <form method="post" action={action} class="card">
        {isKnown ? (
          <p>{say('access.setup.known', { name: link.name, login: link.login })}</p>
        ) : (
          <>
            <Field
              label={say('access.setup.name')}
              name="name"
              value={typed.name}
              hint={say('access.setup.name_hint')}
              autocomplete="name"
              maxlength={80}
              required
              first={faults.length === 0}
            />
            <Field
              label={say('access.login.name')}
              name="login"
              value={typed.login}
              hint={say('access.setup.login_hint')}
              autocomplete="username"
              maxlength={32}
              required
            />
          </>
        )}
        <Field
          label={say('access.setup.password')}
          name="password"
          type="password"
          hint={say('access.setup.password_hint', { least: String(MIN_CHARS) })}
          autocomplete="new-password"
          required
          first={isKnown || faults.length > 0}
        />
        <ShowPassword words={visit.words} />
        <p>
          <button type="submit">{say('access.setup.next')}</button>
        </p>
      </form>
    </Door>
  )
}

export const Faults: FC<{ visit: Visit; faults: readonly PersonFault[] }> = ({ visit, faults }) =>
  faults.length === 0 ? null : (
    <div class="notice alarm" role="alert">
      <ul class="plain">
        {faults.map((fault) => (
          <li>{visit.words.say(`access.fault.${fault}`, { least: String(MIN_CHARS) })}</li>
        ))}
      </ul>
    </div>
  )

export const AppPage: FC<{
  visit: Visit
  step: Extract<LinkView['step'], { type: 'app' }>
  action: string
  told?: Told | undefined
}> = ({ visit, step, action, told }) => {
  const { say } = visit.words
  return (
    <Door visit={visit} title={say('access.setup.app_title')}>
      <Steps visit={visit} now="app" />
      <p class="lead">{say('access.setup.app_why')}</p>
      {told === undefined ? null : <Notice {...told} />}
      <ol class="how card">
        <li>{say('access.setup.app_install')}</li>
        <li>
          {say('access.setup.app_scan')}
          <QrPicture text={step.uri} label={say('access.setup.qr')} />
          <details>
            <summary>{say('access.setup.app_no_camera')}</summary>
            <p>{say('access.setup.app_type')}</p>
            <p>
              <code class="secret">{step.secret}</code>
            </p>
          </details>
        </li>
        <li>
          <form method="post" action={`${action}/kode`}>
            <Field
              label={say('access.setup.app_code')}
              name="code"
              hint={say('access.setup.app_code_hint')}
              autocomplete="one-time-code"
              maxlength={12}
              required
              first
            />
            <p>
              <button type="submit">{say('access.setup.next')}</button>
            </p>
          </form>
        </li>
      </ol>
      <form method="post" action={`${action}/ulang`}>
        <button type="submit" class="quiet small">
          {say('access.setup.back')}
        </button>
      </form>
    </Door>
  )
}

/** Shown once, right after the code was accepted. */
export const CodesPage: FC<{ visit: Visit; codes: readonly string[]; home: string }> = ({
  visit,
  codes,
  home,
}) => {
  const { say } = visit.words
  return (
    <Door visit={visit} title={say('access.setup.codes_title')}>
      <Steps visit={visit} now="codes" />
      <RecoveryCodes visit={visit} codes={codes} />
      <p>
        <a class="button" href={home}>
          {say('access.setup.codes_done')}
        </a>
      </p>
    </Door>
  )
}

export const RecoveryCodes: FC<{ visit: Visit; codes: readonly string[] }> = ({ visit, codes }) => {
  const { say } = visit.words
  return (
    <>
      <p class="lead">{say('access.setup.codes_why')}</p>
      <Notice kind="warn" text={say('access.setup.codes_once')} />
      <ol class="codes card" aria-label={say('access.setup.codes_title')}>
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </>
  )
}

export const GonePage: FC<{ visit: Visit }> = ({ visit }) => (
  <Door visit={visit} title={visit.words.say('access.gone.title')}>
    <p class="lead">{visit.words.say('access.gone.text')}</p>
    <p class="sub">{visit.words.say('access.gone.operator')}</p>
    <p>
      <a class="button" href="/console/masuk">
        {visit.words.say('access.gone.login')}
      </a>
    </p>
  </Door>
)
