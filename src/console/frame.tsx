/** @module The frame of every page for staff: head, menu, who is logged in. Reads nothing. */

import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import { STAFF_IDLE_MS } from '../core/staff.ts'
import { AREAS, homeOf } from './areas.ts'
import type { ConsoleDeps, StaffVisit } from './deps.ts'
import type { Words } from './words.ts'

export type FrameProps = {
  visit: StaffVisit
  title: string
  /** The area this page belongs to; its link is marked. */
  here?: string
  /** Pages that are wider than text: the queue, a chat, tables. */
  wide?: boolean
  /** Seconds after which a page without script loads itself again. */
  lookAgainS?: number
  children: Child
}

const IDLE_S = STAFF_IDLE_MS / 1000

export const Frame: FC<FrameProps> = ({ visit, title, here, wide, lookAgainS, children }) => (
  <Bare deps={visit.deps} words={visit.words} title={title} lookAgainS={lookAgainS} locks>
    <header class="bar">
      <a class="home" href={homeOf(visit.staff.role)}>
        <img src={visit.deps.assets.path('mark.svg')} width="28" height="28" alt="" />
        <span>{visit.words.say('name')}</span>
      </a>
      <Menu visit={visit} here={here} />
      <Me visit={visit} />
    </header>
    <main id="isi" class={wide ? 'wide' : undefined}>
      <h1>{title}</h1>
      {children}
    </main>
  </Bare>
)

/** Without menu: for pages before a login. `locks`: it shows what a stranger at the screen must not see. */
export const Bare: FC<{
  deps: Pick<ConsoleDeps, 'assets' | 'mode'>
  words: Words
  title: string
  lookAgainS?: number | undefined
  locks?: boolean
  children: Child
}> = ({ deps, words, title, lookAgainS, locks, children }) => (
  <>
    {raw('<!DOCTYPE html>')}
    <html lang={words.language} class="console">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · ${words.say('name')}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="icon" href={deps.assets.path('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={deps.assets.path('console.css')} />
        {lookAgainS === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(lookAgainS)} />
          </noscript>
        )}
        <script src={deps.assets.path('console.js')} defer />
        {locks ? (
          <noscript>
            <meta http-equiv="refresh" content={`${IDLE_S};url=/console/kunci`} />
          </noscript>
        ) : null}
      </head>
      <body data-lock-after={locks ? String(IDLE_S) : undefined}>
        <a class="skip" href="#isi">
          {words.say('skip')}
        </a>
        {deps.mode === 'demo' ? (
          <aside class="demo" aria-label={words.say('demo.label')}>
            <p>{words.say('demo')}</p>
          </aside>
        ) : null}
        {children}
      </body>
    </html>
  </>
)

const Menu: FC<{ visit: StaffVisit; here: string | undefined }> = ({ visit, here }) => (
  <nav aria-label={visit.words.say('nav.label')}>
    <ul>
      {AREAS.filter(({ may }) => may.includes(visit.staff.role)).map(({ id, path }) => (
        <li>
          <a href={path} aria-current={id === here ? 'page' : undefined}>
            {visit.words.say(`nav.${id}`)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Me: FC<{ visit: StaffVisit }> = ({ visit: { staff, words } }) => (
  <div class="me">
    <a href="/console/saya">
      <bdi>{staff.name}</bdi> <small>{words.say(`role.${staff.role}`)}</small>
    </a>
    <form method="post" action="/console/keluar">
      <button type="submit" class="quiet small">
        {words.say('logout')}
      </button>
    </form>
  </div>
)
