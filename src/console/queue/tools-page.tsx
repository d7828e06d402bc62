/** @module Ready words and labels: staff use them, supervisors keep them. And the note for the next shift. Reads nothing. */

import type { FC } from 'hono/jsx'
import type { CannedReply, ShiftNote } from '../../core/desk.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Names } from '../people.ts'
import { timeWords } from './say.ts'

const MAX_TITLE_CHARS = 80
const MAX_BODY_CHARS = 2_000
const MAX_LABEL_CHARS = 30
const MAX_NOTE_CHARS = 1_000

export const CannedPage: FC<{
  visit: StaffVisit
  canned: readonly CannedReply[]
  labels: readonly string[]
  values: readonly string[]
}> = ({ visit, canned, labels, values }) => {
  const { words, staff, deps } = visit
  const mayKeep = staff.role === 'supervisor'
  return (
    <Frame visit={visit} title={words.say('canned.title')} here="queue">
      <p class="lead">{words.say('canned.about')}</p>
      <details>
        <summary>{words.say('canned.values')}</summary>
        <p class="sub">{values.map((name) => `{${name}}`).join(' ')}</p>
      </details>
      {canned.length === 0 ? <p class="empty">{words.say('canned.empty')}</p> : null}
      {canned.map((one) => (
        <section class="card">
          <h2>{one.title}</h2>
          {mayKeep ? <CannedForm visit={visit} reply={one} /> : <p class="text">{one.body}</p>}
        </section>
      ))}
      {mayKeep ? (
        <section class="card">
          <h2>{words.say('canned.new')}</h2>
          <CannedForm visit={visit} reply={{ id: deps.newId(), title: '', body: '' }} isNew />
        </section>
      ) : null}
      <section class="card">
        <h2>{words.say('labels.title')}</h2>
        <Labels visit={visit} labels={labels} mayKeep={mayKeep} />
      </section>
    </Frame>
  )
}

const CannedForm: FC<{ visit: StaffVisit; reply: CannedReply; isNew?: boolean }> = ({
  visit,
  reply,
  isNew,
}) => {
  const { words } = visit
  return (
    <form method="post" action="/console/balasan">
      <input type="hidden" name="id" value={reply.id} />
      <label>
        {words.say('canned.name')}
        <input type="text" name="judul" value={reply.title} maxlength={MAX_TITLE_CHARS} required />
      </label>
      <label>
        {words.say('canned.body')}
        <textarea name="isi" rows={3} maxlength={MAX_BODY_CHARS} required>
          {reply.body}
        </textarea>
      </label>
      <div class="row">
        <button type="submit">{words.say('canned.save')}</button>
        {isNew ? null : (
          <button type="submit" class="danger small" formaction="/console/balasan/hapus">
            {words.say('canned.drop')}
          </button>
        )}
      </div>
    </form>
  )
}

const Labels: FC<{ visit: StaffVisit; labels: readonly string[]; mayKeep: boolean }> = ({
  visit: { words },
  labels,
  mayKeep,
}) => (
  <>
    <ul class="row">
      {labels.map((name) => (
        <li>
          <form method="post" action="/console/label/hapus" class="row">
            <input type="hidden" name="nama" value={name} />
            <span class="badge">{name}</span>
            {mayKeep ? (
              <button type="submit" class="danger small" aria-label={words.say('labels.drop_one', { name })}>
                {words.say('canned.drop')}
              </button>
            ) : null}
          </form>
        </li>
      ))}
    </ul>
    {mayKeep ? (
      <form method="post" action="/console/label" class="filters">
        <label>
          {words.say('labels.new')}
          <input type="text" name="nama" maxlength={MAX_LABEL_CHARS} required />
        </label>
        <button type="submit" class="quiet">
          {words.say('labels.add')}
        </button>
      </form>
    ) : null}
  </>
)

export const ShiftPage: FC<{ visit: StaffVisit; notes: readonly ShiftNote[]; names: Names }> = ({
  visit,
  notes,
  names,
}) => {
  const { words, deps } = visit
  const now = deps.now().getTime()
  return (
    <Frame visit={visit} title={words.say('shift.title')} here="queue">
      <p class="lead">{words.say('shift.about')}</p>
      <form method="post" action="/console/serah" class="card">
        <input type="hidden" name="key" value={deps.newId()} />
        <label>
          {words.say('shift.label')}
          <textarea name="text" rows={3} maxlength={MAX_NOTE_CHARS} required />
        </label>
        <p>
          <button type="submit">{words.say('shift.add')}</button>
        </p>
      </form>
      {notes.length === 0 ? <p class="empty">{words.say('shift.empty')}</p> : null}
      {notes.map(({ at, by, text }) => (
        <article class="card">
          <p class="sub">{`${timeWords(words, at, now)} · ${names(by)}`}</p>
          <p class="text">{text}</p>
        </article>
      ))}
    </Frame>
  )
}
