/** @module Reports of one and the same accident: which may be, which are joined, and how they are parted. */

import type { FC } from 'hono/jsx'
import type { CaseFile, CaseLine } from '../../core/case-desk.ts'
import type { StaffVisit } from '../deps.ts'
import { caseHref, Hand } from './parts.tsx'
import { kindWords, momentWords, stateWords } from './words.ts'

type Part = { visit: StaffVisit; file: CaseFile; mayWork?: boolean }

/** Reports that may tell of the same accident, and those that were joined. */
export const Same: FC<Part> = ({ visit, file, mayWork }) => {
  const { words } = visit
  const { duplicates, alike, duplicateOf } = file
  const mayJoin = mayWork && duplicateOf === undefined && duplicates.length === 0
  if (duplicateOf === undefined && duplicates.length === 0 && alike.length === 0) return null
  return (
    <section class="card" aria-labelledby="sama">
      <h2 id="sama">{words.say('cases.same')}</h2>
      {duplicateOf === undefined ? null : (
        <form method="post" action={caseHref(file.number, '/pisah')}>
          <Hand visit={visit} file={file} />
          <p>
            <a href={caseHref(duplicateOf)}>{words.say('cases.follows', { number: duplicateOf })}</a>
          </p>
          {mayWork ? (
            <button type="submit" class="quiet">
              {words.say('cases.part')}
            </button>
          ) : null}
        </form>
      )}
      {duplicates.length === 0 ? null : <p>{words.say('cases.leads')}</p>}
      <Lines visit={visit} lines={duplicates} />
      {alike.length === 0 || duplicateOf !== undefined ? null : <p>{words.say('cases.alike')}</p>}
      {alike.map((line) => (
        <form method="post" action={caseHref(file.number, '/gabung')} class="row spread">
          <Hand visit={visit} file={file} />
          <input type="hidden" name="dengan" value={line.number} />
          <Line visit={visit} line={line} />
          {mayJoin ? (
            <button type="submit" class="quiet small">
              {words.say('cases.join', { number: line.number })}
            </button>
          ) : null}
        </form>
      ))}
      {mayJoin && alike.length > 0 ? <p class="sub">{words.say('cases.join_note')}</p> : null}
    </section>
  )
}

export const Others: FC<Part> = ({ visit, file }) => {
  if (file.ofChat.length === 0) return null
  return (
    <section class="card" aria-labelledby="lainnya">
      <h2 id="lainnya">{visit.words.say('cases.of_chat')}</h2>
      <Lines visit={visit} lines={file.ofChat} />
    </section>
  )
}

const Lines: FC<{ visit: StaffVisit; lines: CaseLine[] }> = ({ visit, lines }) => (
  <ul class="files">
    {lines.map((line) => (
      <li>
        <Line visit={visit} line={line} />
      </li>
    ))}
  </ul>
)

const Line: FC<{ visit: StaffVisit; line: CaseLine }> = ({ visit: { words }, line }) => (
  <span>
    <a href={caseHref(line.number)}>{line.number}</a>{' '}
    <span class="sub">
      {kindWords(words, line.kind)} · {stateWords(words, line.kind, line.state)}
      {line.place === '' ? '' : ` · ${line.place}`} · {momentWords(words, line.occurredAt ?? line.filedAt)}
    </span>
  </span>
)
