/** @module The three pages of the secure form: to fill, taken, over. */

import type { FC } from 'hono/jsx'
import type { WebDeps } from './deps.ts'
import { Page } from './page.tsx'
import type { Words } from './words.ts'

export type FormProblem = 'wrong' | 'unavailable'

type Props = { deps: Pick<WebDeps, 'assets' | 'service'>; words: Words; path: string }

const WHY = ['1', '2', '3'] as const
const REAL = ['1', '2', '3', '4'] as const

export const FormPage: FC<Props & { host: string; problem: FormProblem | undefined }> = ({
  deps,
  words: { say, ...words },
  path,
  host,
  problem,
}) => (
  <Page deps={deps} words={{ say, ...words }} title={say('form.title')} path={path} kind="sheet">
    <main id="isi" class="sheet secure-form">
      <h1>{say('form.heading')}</h1>
      <p class="lead">{say('form.whose')}</p>
      {deps.service.official ? null : <p class="caution">{say('form.demo')}</p>}
      {problem === undefined ? null : (
        <p class="problem" role="alert">
          {say(`form.${problem}`)}
        </p>
      )}
      <form method="post" action={path} autocomplete="off">
        <Digits name="nik" label={say('form.nik')} />
        <Digits name="kk" label={say('form.kk')} />
        <button type="submit">{say('form.send')}</button>
      </form>
      <section>
        <h2>{say('form.why')}</h2>
        <ul>
          {WHY.map((one) => (
            <li>{say(`form.why.${one}`)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('form.real')}</h2>
        <ul>
          {REAL.map((one) => (
            <li>{say(`form.real.${one}`, { host })}</li>
          ))}
        </ul>
      </section>
    </main>
  </Page>
)

/** Spaces may stand between the digits; the browser keeps nothing of it for the next time. */
const Digits: FC<{ name: string; label: string }> = ({ name, label }) => (
  <label>
    <span>{label}</span>
    <input name={name} inputmode="numeric" autocomplete="off" maxlength={30} required spellcheck={false} />
  </label>
)

/** The same for everybody who sent the form, whatever stood in it. */
export const TakenPage: FC<Props & { isBack: boolean }> = ({ deps, words, path, isBack }) => (
  <Page deps={deps} words={words} title={words.say('form.taken.title')} path={path} kind="sheet">
    <main id="isi" class="sheet">
      <h1>{words.say('form.taken.title')}</h1>
      <p class="lead">{words.say('form.taken.text')}</p>
      {isBack ? (
        <p class="actions">
          <a href="/#akhir">{words.say('form.taken.back')}</a>
        </p>
      ) : (
        <p>{words.say('form.taken.close')}</p>
      )}
    </main>
  </Page>
)

export const OverPage: FC<Props> = ({ deps, words, path }) => (
  <Page deps={deps} words={words} title={words.say('form.over.title')} path={path} kind="sheet">
    <main id="isi" class="sheet">
      <h1>{words.say('form.over.title')}</h1>
      <p class="lead">{words.say('form.over.text')}</p>
      <p>{words.say('form.over.again')}</p>
    </main>
  </Page>
)
