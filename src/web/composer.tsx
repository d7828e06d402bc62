/** @module Where a resident writes: one form that works without script; the script only makes it quicker. */

import type { FC } from 'hono/jsx'
import { Icon } from '../pages/icons.tsx'
import type { Words } from './words.ts'

/** What did not go through: the sentence, and the words that are still in the box. */
export type Problem = { say: string; text?: string }

export const PHOTO_TYPES = 'image/jpeg,image/png,image/webp'

export const Composer: FC<{
  words: Words
  id: string
  hasChat: boolean
  problem: Problem | undefined
  /** What the script says, as attributes of the place where it says it. */
  live: Record<string, string>
}> = ({ words, id, hasChat, problem, live }) => (
  <form
    id="composer"
    class="composer"
    method="post"
    action="/pesan"
    enctype="multipart/form-data"
    aria-label={words.say('composer.label')}
  >
    <p class="problem" id="problem" role="alert" tabindex={-1} hidden={problem === undefined}>
      {problem?.say}
    </p>
    <Consent words={words} />
    <input type="hidden" name="key" value={id} />
    <div class="row">
      <textarea
        id="text"
        name="text"
        rows={1}
        dir="auto"
        autocomplete="off"
        enterkeyhint="send"
        aria-label={words.say('composer.text')}
        placeholder={words.say('composer.hint')}
        aria-describedby={problem ? 'problem' : undefined}
      >
        {problem?.text}
      </textarea>
      <button class="send" type="submit">
        <Icon name="send" />
        <span>{words.say('composer.send')}</span>
      </button>
    </div>
    <div class="tools">
      <span class="tool file" data-needs-chat hidden={!hasChat}>
        <label for="photo">
          <Icon name="photo" /> {words.say('composer.photo')}
        </label>
        <input id="photo" name="photo" type="file" accept={PHOTO_TYPES} />
      </span>
      <button class="tool" type="button" id="place" data-open="location" data-needs-script hidden>
        <Icon name="place" /> {words.say('composer.place')}
      </button>
      <a class="tool" href="/hapus-layar" data-needs-chat hidden={!hasChat}>
        {words.say('composer.clear')}
      </a>
      <p class="status" id="status" role="status" {...live} />
    </div>
    <p class="count" id="count" aria-live="polite" />
  </form>
)

/** A place is only read from the phone after this was answered with yes. */
const Consent: FC<{ words: Words }> = ({ words }) => (
  <fieldset class="consent" id="consent" hidden>
    <legend>{words.say('place.consent')}</legend>
    <button type="button" id="place-yes">
      {words.say('place.yes')}
    </button>
    <button type="button" id="place-no" class="quiet">
      {words.say('place.no')}
    </button>
  </fieldset>
)
