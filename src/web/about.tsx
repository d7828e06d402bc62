/** @module What this service is, what it keeps, and how to tell it from a fraud. */

import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { WebDeps, WebEnv } from './deps.ts'
import { Page } from './page.tsx'
import { languageOf, type Words, wordsOf } from './words.ts'

/** Each has a heading and as many points as texts are named for it. */
const SECTIONS = {
  what: ['1', '2', '3'],
  genuine: ['1', '2', '3'],
  kept: ['1', '2', '3', '4'],
  rights: ['1', '2', '3'],
  browser: ['1', '2'],
} as const

export const about = new Hono<WebEnv>().get('/tentang', (c) => {
  const words = wordsOf(c.env, languageOf(c, undefined))
  return c.html(<AboutPage deps={c.env} words={words} />)
})

const AboutPage: FC<{ deps: Pick<WebDeps, 'assets' | 'service'>; words: Words }> = ({ deps, words }) => (
  <Page deps={deps} words={words} title={words.say('about.title')} path="/tentang" kind="sheet">
    <main id="isi" class="sheet">
      <h1>{words.say('about.heading')}</h1>
      <p class="lead">{words.say(deps.service.official ? 'about.official' : 'about.demo')}</p>
      {Object.entries(SECTIONS).map(([section, points]) => (
        <section>
          <h2>{words.say(`about.${section}`)}</h2>
          <ul>
            {points.map((point) => (
              <li>{words.say(`about.${section}.${point}`)}</li>
            ))}
          </ul>
        </section>
      ))}
      <p class="actions">
        <a href="/">{words.say('about.back')}</a>
      </p>
    </main>
  </Page>
)
