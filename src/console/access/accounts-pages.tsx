/** @module The pages of accounts: who there is, one of them, and the link that is shown once. Read nothing. */

import type { FC } from 'hono/jsx'
import type { Account } from '../../access/access.ts'
import { ROLES, type Role } from '../../core/staff.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Words } from '../words.ts'
import type { Told } from './door-pages.tsx'
import { Sessions } from './own-page.tsx'
import { Field, moment, Notice } from './parts.tsx'

const STATE_CLASS = { active: 'badge good', invited: 'badge warn', disabled: 'badge' } as const

const State: FC<{ words: Words; account: Account }> = ({ words, account }) => (
  <span class={STATE_CLASS[account.state]}>{words.say(`access.state.${account.state}`)}</span>
)

export const AccountsPage: FC<{
  visit: StaffVisit
  accounts: readonly Account[]
  told?: Told | undefined
}> = ({ visit, accounts, told }) => {
  const { say, language } = visit.words
  return (
    <Frame visit={visit} title={say('access.accounts.title')} here="accounts">
      <p class="lead">{say('access.accounts.lead')}</p>
      {told === undefined ? null : <Notice {...told} />}
      <div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              {['name', 'login', 'role', 'team', 'state', 'last'].map((column) => (
                <th scope="col">{say(`access.account.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <tr>
                <td data-label={say('access.account.name')}>
                  <a href={`/console/akun/${account.id}`}>
                    <bdi>{account.name}</bdi>
                  </a>
                </td>
                <td data-label={say('access.account.login')}>{account.login === '' ? '–' : account.login}</td>
                <td data-label={say('access.account.role')}>{say(`role.${account.role}`)}</td>
                <td data-label={say('access.account.team')}>
                  <bdi>{account.team === '' ? '–' : account.team}</bdi>
                </td>
                <td data-label={say('access.account.state')}>
                  <State words={visit.words} account={account} />
                </td>
                <td data-label={say('access.account.last')}>
                  {account.lastLoginAt === undefined
                    ? say('access.account.never')
                    : moment(account.lastLoginAt, language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{say('access.invite.title')}</h2>
      <p class="sub">{say('access.invite.why')}</p>
      <form method="post" action="/console/akun/undang" class="card">
        <PersonFields words={visit.words} person={{ name: '', role: 'agent', team: '' }} />
        <p>
          <button type="submit">{say('access.invite.go')}</button>
        </p>
      </form>
    </Frame>
  )
}

const PersonFields: FC<{ words: Words; person: { name: string; role: Role; team: string } }> = ({
  words: { say },
  person: { name, role, team },
}) => (
  <>
    <Field
      label={say('access.account.name')}
      name="name"
      value={name}
      maxlength={80}
      autocomplete="off"
      required
    />
    <fieldset class="choices">
      <legend>{say('access.account.role')}</legend>
      {ROLES.map((one) => (
        <label>
          <input type="radio" name="role" value={one} checked={one === role} />
          <span>
            <strong>{say(`role.${one}`)}</strong>
            <small>{say(`access.role_may.${one}`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
    <Field
      label={say('access.account.team')}
      name="team"
      value={team}
      maxlength={80}
      hint={say('access.account.team_hint')}
      autocomplete="off"
    />
  </>
)

export const AccountPage: FC<{ visit: StaffVisit; account: Account; told?: Told | undefined }> = ({
  visit,
  account,
  told,
}) => {
  const { say, language } = visit.words
  const at = `/console/akun/${account.id}`
  return (
    <Frame visit={visit} title={account.name} here="accounts">
      <p class="row">
        <State words={visit.words} account={account} />
        <span>{account.login}</span>
        <span class="sub">{say('access.account.created', { at: moment(account.createdAt, language) })}</span>
        {account.linkEndsAt === undefined ? null : (
          <span class="sub">
            {say('access.account.link_open', { until: moment(account.linkEndsAt, language) })}
          </span>
        )}
      </p>
      {told === undefined ? null : <Notice {...told} />}
      <form method="post" action={`${at}/ubah`} class="card">
        <PersonFields words={visit.words} person={account} />
        <p class="sub">{say('access.account.change_why')}</p>
        <p>
          <button type="submit">{say('access.account.change')}</button>
        </p>
      </form>
      {account.state === 'disabled' ? (
        <form method="post" action={`${at}/aktifkan`} class="card">
          <p class="sub">{say('access.account.enable_why')}</p>
          <button type="submit">{say('access.account.enable')}</button>
        </form>
      ) : (
        <>
          <Sure
            what={say(account.state === 'active' ? 'access.account.reset' : 'access.account.link_again')}
            why={say(
              account.state === 'active' ? 'access.account.reset_why' : 'access.account.link_again_why',
            )}
            action={`${at}/atur-ulang`}
            go={say('access.account.reset_go')}
          />
          <Sure
            what={say('access.account.disable')}
            why={say('access.account.disable_why')}
            action={`${at}/nonaktifkan`}
            go={say('access.account.disable_go')}
            isDanger
          />
        </>
      )}
      <h2>{say('access.own.sessions')}</h2>
      <Sessions visit={visit} sessions={account.sessions} action={(id) => `${at}/sesi/${id}/akhiri`} />
      <p>
        <a href="/console/akun">{say('access.accounts.back')}</a>
      </p>
    </Frame>
  )
}

/** What cannot be undone by the next click is opened first and says what will happen. */
const Sure: FC<{ what: string; why: string; action: string; go: string; isDanger?: boolean }> = ({
  what,
  why,
  action,
  go,
  isDanger,
}) => (
  <details class="card">
    <summary>{what}</summary>
    <p class="sub">{why}</p>
    <form method="post" action={action}>
      <button type="submit" class={isDanger ? 'danger' : undefined}>
        {go}
      </button>
    </form>
  </details>
)

export const LinkPage: FC<{ visit: StaffVisit; name: string; url: string; id: string }> = ({
  visit,
  name,
  url,
  id,
}) => {
  const { say } = visit.words
  return (
    <Frame visit={visit} title={say('access.link.title', { name })} here="accounts">
      <p class="lead">{say('access.link.text')}</p>
      <p class="card link-once">
        <label for="tautan">{say('access.link.label')}</label>
        <input id="tautan" value={url} readonly data-copy="" />
        <button type="button" class="quiet" data-copies="tautan" data-done={say('access.link.copied')} hidden>
          {say('access.link.copy')}
        </button>
      </p>
      <Notice kind="warn" text={say('access.link.once')} />
      <p>
        <a href={`/console/akun/${id}`}>{say('access.link.done')}</a>
      </p>
    </Frame>
  )
}
