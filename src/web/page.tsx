/** @module The frame of every page for residents: head, banner, name and language switch. Reads nothing. */

import { raw } from 'hono/html'
import type { Child, FC } from 'hono/jsx'
import type { WebDeps } from './deps.ts'
import type { Words } from './words.ts'

export type PageProps = {
  deps: Pick<WebDeps, 'assets' | 'service'>
  words: Words
  title: string
  /** Where the language switch leads back to. */
  path: string
  kind: 'chat' | 'sheet'
  script?: boolean
  /** Seconds and address of `<meta http-equiv="refresh">`; only read where scripts are off. */
  refresh?: string
  children: Child
}

export const Page: FC<PageProps> = ({ deps, words, title, path, kind, script, refresh, children }) => (
  <>
    {raw('<!DOCTYPE html>')}
    <html lang={words.language} class={kind}>
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#0b4f4a" />
        <meta name="description" content={words.say('description')} />
        {deps.service.official ? null : <meta name="robots" content="noindex" />}
        <link rel="icon" href={deps.assets.path('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={deps.assets.path('web.css')} />
        {script ? <script src={deps.assets.path('chat.js')} defer /> : null}
        {refresh === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={refresh} />
          </noscript>
        )}
      </head>
      <body>
        <a class="skip" href={kind === 'chat' ? '#text' : '#isi'}>
          {words.say(kind === 'chat' ? 'skip.chat' : 'skip.page')}
        </a>
        {deps.service.official ? null : <Demo words={words} />}
        <Masthead deps={deps} words={words} path={path} />
        {children}
      </body>
    </html>
  </>
)

/** On every page until the operator has declared the service official. */
const Demo: FC<{ words: Words }> = ({ words }) => (
  <aside class="demo" aria-label={words.say('demo.label')}>
    <p>
      <strong>{words.say('demo.word')}</strong> {words.say('demo.text')}
    </p>
  </aside>
)

const Masthead: FC<Pick<PageProps, 'deps' | 'words' | 'path'>> = ({ deps, words, path }) => (
  <header class="masthead">
    <a class="brand" href="/">
      <img class="mark" src={deps.assets.path('mark.svg')} width="44" height="44" alt="" />
      <span>
        <span class="name">{words.say('name')}</span>
        <span class="tagline">{deps.service.official ? deps.service.name : words.say('tagline')}</span>
      </span>
    </a>
    <nav aria-label={words.say('nav.label')}>
      <a href="/tentang">{words.say('nav.about')}</a>
      <Switch words={words} path={path} />
    </nav>
  </header>
)

const Switch: FC<{ words: Words; path: string }> = ({ words, path }) => {
  const other = words.language === 'id' ? 'en' : 'id'
  return (
    <a class="language" href={`${path}?lang=${other}`} lang={other} hreflang={other}>
      {words.say('nav.other_language')}
    </a>
  )
}
