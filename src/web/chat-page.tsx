/** @module The chat as a page, complete without script. Reads nothing: the route read. */

import type { FC } from 'hono/jsx'
import type { ChatView } from '../core/ports.ts'
import type { Assets } from '../pages/assets.ts'
import { Icon } from '../pages/icons.tsx'
import { Composer, type Problem } from './composer.tsx'
import type { WebDeps } from './deps.ts'
import { LINES_FIRST, LOOK_AGAIN_S, LOOKS, READ_CHARS } from './limits.ts'
import { LineItem } from './line.tsx'
import { Page } from './page.tsx'
import { awaitsAnswer, itemsOf, lastSeq, START, speakerOf } from './transcript.ts'
import { ownerWords, type Words } from './words.ts'

export type ChatPageProps = {
  deps: Pick<WebDeps, 'assets' | 'service' | 'newId'>
  words: Words
  view: ChatView | undefined
  own: ReadonlySet<string>
  problem: Problem | undefined
  /** How often this page has looked again by itself for an answer. */
  looks: number
}

export const ChatPage: FC<ChatPageProps> = (props) => {
  const { deps, words, view, looks } = props
  const awaits = awaitsAnswer(view)
  return (
    <Page
      deps={deps}
      words={words}
      title={words.say('title')}
      path="/"
      kind="chat"
      script
      {...(awaits && looks < LOOKS ? { refresh: `${LOOK_AGAIN_S};url=/?lihat=${looks + 1}#akhir` } : {})}
    >
      <main id="isi" class={view ? 'layout started' : 'layout'}>
        <Side words={words} />
        <section class="conversation" aria-label={words.say('conversation')}>
          <h1 class="unseen">{words.say('title')}</h1>
          <Log {...props} />
          <div class="foot">
            <p class="typing" id="typing" hidden={!awaits}>
              <span class="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {words.say('typing')}
            </p>
            <button type="button" id="newest" class="newest" hidden>
              <Icon name="down" /> {words.say('newest')}
            </button>
            <p class="owner" id="owner" role="status">
              {ownerWords(words, speakerOf(view))}
            </p>
            <noscript>
              <p class="noscript">
                {words.say('noscript.text')} <a href="/#akhir">{words.say('noscript.look')}</a>
              </p>
            </noscript>
            <Composer
              words={words}
              id={deps.newId()}
              hasChat={view !== undefined}
              problem={props.problem}
              live={statusWords(words)}
            />
          </div>
        </section>
      </main>
    </Page>
  )
}

const Log: FC<ChatPageProps> = ({ deps, words, view, own }) => {
  const { items } = itemsOf(view?.lines ?? [], START, words.language)
  return (
    <div class="log" id="log" role="log" aria-label={words.say('log')}>
      {(view?.lines.length ?? 0) === LINES_FIRST ? (
        <p class="older">
          <a href="/?semua=1">{words.say('older')}</a>
        </p>
      ) : null}
      {view === undefined ? <Welcome words={words} id={deps.newId()} assets={deps.assets} /> : null}
      <ol
        id="lines"
        data-after={String(lastSeq(view))}
        data-chat={view ? 'yes' : 'no'}
        data-owner={speakerOf(view)}
      >
        {items.map((item) => (
          <LineItem item={item} words={words} newId={deps.newId} own={own} />
        ))}
      </ol>
      <ol id="sending" aria-label={words.say('sending.list')} />
      <span id="akhir" />
    </div>
  )
}

const STARTERS = ['check', 'accident', 'status', 'about', 'person'] as const

/** Before the first word: what can be asked, as things to press. */
const Welcome: FC<{ words: Words; id: string; assets: Assets }> = ({ words, id, assets }) => (
  <div class="welcome" id="welcome">
    <div class="greeting">
      <img src={assets.path('mark.svg')} width="64" height="64" alt="" />
      <h2>{words.say('welcome.title')}</h2>
    </div>
    <p>{words.say('welcome.text')}</p>
    <form class="starters" method="post" action="/pesan" aria-label={words.say('welcome.starters')}>
      <input type="hidden" name="key" value={id} />
      {STARTERS.map((starter) => (
        <button type="submit" name="text" value={words.say(`start.${starter}.says`)}>
          {words.say(`start.${starter}.label`)}
        </button>
      ))}
    </form>
    <Promises words={words} />
  </div>
)

const Side: FC<{ words: Words }> = ({ words }) => (
  <aside class="side" aria-label={words.say('side.label')}>
    {words.facts.fact_telepon_darurat === undefined ? null : (
      <p class="emergency">
        <a href={`tel:${words.facts.fact_telepon_darurat}`}>
          <Icon name="phone" />
          <span>
            <strong>{words.say('emergency.call')}</strong> <span>{words.say('emergency.when')}</span>
          </span>
        </a>
      </p>
    )}
    <Promises words={words} />
  </aside>
)

/** Beside the conversation where there is room, else below the greeting. */
const Promises: FC<{ words: Words }> = ({ words }) => (
  <ul class="promises">
    <li>
      <Icon name="lock" /> <span>{words.say('promise.never')}</span>
    </li>
    <li>
      <Icon name="person" /> <span>{words.say('promise.person')}</span>
    </li>
    <li>
      <Icon name="paper" /> <span>{words.say('promise.free')}</span>
    </li>
  </ul>
)

/** What the script says, in the page's language: it holds no words of its own. */
function statusWords(words: Words): Record<string, string> {
  const keys = ['connected', 'connecting', 'unsent', 'sending', 'too_big', 'left', 'no_place', 'chosen']
  const args = { max: READ_CHARS, n: '{n}', name: '{name}' }
  return Object.fromEntries(
    keys.map((key) => [`data-${key.replace('_', '-')}`, words.say(`live.${key}`, args)]),
  )
}
