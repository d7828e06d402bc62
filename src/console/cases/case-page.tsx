/** @module One case: what was told, what is missing, what was done, and what staff can do next. */

import type { FC } from 'hono/jsx'
import type { CaseFile } from '../../core/case-desk.ts'
import { fieldsOf, isEditable } from '../../core/case-fields.ts'
import { isOver, ladderOf } from '../../core/case-ladder.ts'
import { isNeeded, isTold, missingOf } from '../../core/case-values.ts'
import { formatHour } from '../../core/jakarta.ts'
import type { CaseState } from '../../core/lists.ts'
import { fieldLabel, valueWords } from '../../text/case-words.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { CaseProps } from './case-props.ts'
import { Consents } from './consents.tsx'
import { ErasureWork } from './erasure.tsx'
import { History } from './history.tsx'
import { CASES, caseHref, chatHref, DueBadge, Hand, Marks, News } from './parts.tsx'
import { Others, Same } from './same.tsx'
import { Stopped, WithdrawalWork } from './withdrawal.tsx'
import { kindWords, momentWords, stateWords } from './words.ts'

export const CasePage: FC<CaseProps> = (props) => {
  const { visit, file, news } = props
  const { words, staff } = visit
  const mayWork = staff.role === 'agent' || staff.role === 'supervisor'
  const isStopped = file.stoppedBy !== undefined
  return (
    <Frame visit={visit} title={`${file.number} · ${kindWords(words, file.kind)}`} here="cases" wide>
      <p class="row head">
        <a href={CASES}>{words.say('cases.back')}</a>
        <span class="badge good">{stateWords(words, file.kind, file.state)}</span>
        <Marks visit={visit} line={file} />
        <span>
          {words.say('cases.due.label')}:{' '}
          <DueBadge visit={visit} facts={visit.deps.facts(words.language)} line={file} why />
        </span>
      </p>
      <News visit={visit} is={news} />
      {mayWork ? <Undo {...props} /> : null}
      <Stopped visit={visit} file={file} />
      {file.isReadable ? null : <p class="notice warn">{words.say('cases.erased')}</p>}
      <div class="columns">
        <div>
          <Told visit={visit} file={file} mayWork={mayWork && !isStopped} />
          {mayWork && !isStopped ? <Missing visit={visit} file={file} /> : null}
          <Attachments {...props} mayWork={mayWork} />
        </div>
        <div>
          {mayWork && file.isReadable ? <Ladder visit={visit} file={file} /> : null}
          {props.plan === undefined ? null : (
            <ErasureWork visit={visit} file={file} plan={props.plan} names={props.names} />
          )}
          <WithdrawalWork visit={visit} file={file} mayWork={mayWork} />
          <Papers visit={visit} file={file} mayWork={mayWork} />
          <Same visit={visit} file={file} mayWork={mayWork && file.isReadable && !isStopped} />
          <Others visit={visit} file={file} />
          <Consents visit={visit} file={file} />
        </div>
      </div>
      <History {...props} />
    </Frame>
  )
}

type Part = { visit: StaffVisit; file: CaseFile; mayWork?: boolean }

const Undo: FC<CaseProps> = ({ visit, file }) => {
  if (file.undoUntil === undefined) return null
  const { words } = visit
  return (
    <form method="post" action={caseHref(file.number, '/batal')} class="notice warn row">
      <Hand visit={visit} file={file} />
      <span>{words.say('cases.undo_until', { hour: formatHour(new Date(file.undoUntil)) })}</span>
      <button type="submit" class="quiet small">
        {words.say('cases.undo')}
      </button>
    </form>
  )
}

const Told: FC<Part> = ({ visit: { words }, file, mayWork }) => {
  const tell = words.tell
  const known = fieldsOf(file.kind).filter(
    (field) => isTold(file.fields[field.id]) || (isNeeded(field, file.fields) && isEditable(field)),
  )
  return (
    <section class="card" aria-labelledby="diceritakan">
      <div class="row spread">
        <h2 id="diceritakan">{words.say('cases.told')}</h2>
        {mayWork && file.isReadable && fieldsOf(file.kind).some(isEditable) ? (
          <a class="button quiet" href={caseHref(file.number, '/ubah')}>
            {words.say('cases.edit')}
          </a>
        ) : null}
      </div>
      <dl class="pairs">
        {known.map((field) => (
          <div>
            <dt>{fieldLabel(tell, file.kind, field)}</dt>
            <dd>
              {valueWords(tell, words.language, file.kind, field, file.fields[field.id]) || (
                <span class="sub">{words.say('cases.not_told')}</span>
              )}
            </dd>
          </div>
        ))}
        {file.place === '' ? null : (
          <div>
            <dt>{words.say('cases.place')}</dt>
            <dd>{file.place}</dd>
          </div>
        )}
        <div>
          <dt>{words.say('cases.filed')}</dt>
          <dd>
            {momentWords(words, file.filedAt)} · {words.tell(`staff.channel.${file.channel}`)}
          </dd>
        </div>
      </dl>
    </section>
  )
}

/** What the form of the first stage still lacks; one click leads to the question, shown before it is sent. */
const Missing: FC<Part> = ({ visit: { words }, file }) => {
  const missing = file.isReadable && !isOver(file.state) ? missingOf(fieldsOf(file.kind), file.fields) : []
  if (missing.length === 0) return null
  return (
    <section class="card" aria-labelledby="kurang">
      <h2 id="kurang">{words.say('cases.missing', { n: missing.length })}</h2>
      <form method="get" action={caseHref(file.number, '/tanya')}>
        <ul class="ticks">
          {missing.map((field) => (
            <li>
              <label class="tick">
                <input type="checkbox" name="isian" value={field.id} checked />{' '}
                {fieldLabel(words.tell, file.kind, field)}
              </label>
            </li>
          ))}
        </ul>
        <button type="submit" class="quiet">
          {words.say('cases.ask')}
        </button>
      </form>
    </section>
  )
}

const Attachments: FC<CaseProps & { mayWork: boolean }> = ({
  visit: { words },
  file,
  attachments,
  mayWork,
}) => (
  <section class="card" aria-labelledby="lampiran">
    <h2 id="lampiran">{words.say('cases.attachments', { n: attachments.length })}</h2>
    {attachments.length === 0 ? <p class="sub">{words.say('cases.no_attachments')}</p> : null}
    <ul class="files">
      {attachments.map(({ name, type, caption, at, state }) => (
        <li>
          {state === 'kept' && mayWork ? (
            <a
              href={caseHref(file.number, `/berkas/${encodeURIComponent(name)}`)}
              target="_blank"
              rel="noopener"
            >
              {words.say(`cases.file.${type}`)}
            </a>
          ) : (
            <span>
              {words.say(`cases.file.${type}`)}
              {state === 'kept' ? null : ` (${words.say(`cases.file.${state}`)})`}
            </span>
          )}{' '}
          <span class="sub">{momentWords(words, at)}</span>
          {caption === '' ? null : <q>{caption}</q>}
        </li>
      ))}
    </ul>
    {attachments.length > 0 ? <p class="sub">{words.say('cases.file_note')}</p> : null}
  </section>
)

/** What was stopped can only be closed. */
const stepsOf = ({ kind, state, stoppedBy }: CaseFile): readonly CaseState[] =>
  stoppedBy === undefined ? ladderOf(kind) : ladderOf(kind).filter((one) => one === state || one === 'closed')

/** Each step leads to a page that shows what the resident will read; nothing is sent from here. */
const Ladder: FC<Part> = ({ visit: { words }, file }) => (
  <section class="card" aria-labelledby="langkah">
    <h2 id="langkah">{words.say('cases.steps')}</h2>
    {file.duplicateOf !== undefined ? (
      <p>{words.say('cases.steps_follow', { number: file.duplicateOf })}</p>
    ) : (
      <ol class="ladder">
        {stepsOf(file).map((state) => (
          <li>
            {state === file.state ? (
              <strong aria-current="step">{stateWords(words, file.kind, state)}</strong>
            ) : (
              <a href={caseHref(file.number, `/status?ke=${state}`)}>{stateWords(words, file.kind, state)}</a>
            )}
          </li>
        ))}
      </ol>
    )}
  </section>
)

const Papers: FC<Part> = ({ visit: { words }, file, mayWork }) => {
  const isPrinted = file.kind === 'accident' && file.stoppedBy === undefined
  return (
    <section class="card" aria-labelledby="lanjut">
      <h2 id="lanjut">{words.say('cases.next')}</h2>
      <p class="row">
        {mayWork ? (
          <a class="button quiet" href={chatHref(file.reachedAt)}>
            {words.say('cases.chat')}
          </a>
        ) : null}
        {mayWork && isPrinted && file.isReadable ? (
          <a class="button quiet" href={caseHref(file.number, '/formulir.pdf')} download>
            {words.say('cases.print')}
          </a>
        ) : null}
      </p>
      {isPrinted ? <p class="sub">{words.say('cases.print_note')}</p> : null}
    </section>
  )
}
