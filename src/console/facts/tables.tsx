/** @module The decision tables as people read them, with a form that tries one and the row that decided. */

import type { FC } from 'hono/jsx'
import type { TableInput, TableRow, TableView, Trial } from '../../core/editions.ts'
import type { StaffVisit } from '../deps.ts'
import { Frame } from '../frame.tsx'
import type { Words } from '../words.ts'
import { FactTabs } from './list.tsx'
import { factName } from './names.ts'

type Props = {
  visit: StaffVisit
  tables: TableView[]
  tried: { table: string; answers: Record<string, string>; trial: Trial } | undefined
}

export const TablesPage: FC<Props> = ({ visit, tables, tried }) => {
  const { words } = visit
  return (
    <Frame visit={visit} title={words.say('rules.title')} here="facts" wide>
      <FactTabs visit={visit} here="rules" />
      {tables.map((table) => {
        const own = tried?.table === table.id ? tried : undefined
        return (
          <section aria-labelledby={table.id}>
            <h2 id={table.id}>{words.say(`rules.table.${table.id}`)}</h2>
            <p class="lead">
              {words.say(`rules.policy.${table.hitPolicy}`)}{' '}
              {words.say('rules.version', { version: table.version })}
            </p>
            <Try words={words} table={table} answers={own?.answers ?? {}} />
            {own === undefined ? null : <Answer words={words} table={table} trial={own.trial} />}
            <Rows words={words} table={table} decided={own?.trial.row} />
          </section>
        )
      })}
    </Frame>
  )
}

const Try: FC<{ words: Words; table: TableView; answers: Record<string, string> }> = ({
  words,
  table,
  answers,
}) => (
  <form class="filters card" method="get" action={`/console/fakta/aturan#${table.id}-hasil`}>
    <input type="hidden" name="tabel" value={table.id} />
    {table.inputs.map((input) => (
      <div>
        <label for={`${table.id}.${input.name}`}>{words.say(`rules.input.${input.name}`)}</label>
        <Choice
          words={words}
          input={input}
          id={`${table.id}.${input.name}`}
          answer={answers[input.name] ?? ''}
        />
      </div>
    ))}
    <button type="submit">{words.say('rules.try')}</button>
  </form>
)

const Choice: FC<{ words: Words; input: TableInput; id: string; answer: string }> = ({
  words,
  input,
  id,
  answer,
}) =>
  input.values === undefined ? (
    <input
      id={id}
      type="number"
      name={input.name}
      value={answer}
      min={input.min}
      max={input.max}
      placeholder={words.say('rules.unknown')}
    />
  ) : (
    <select id={id} name={input.name}>
      {[...input.values].reverse().map((value) => (
        <option value={value} selected={value === answer}>
          {words.say(`rules.value.${input.name}.${value}`)}
        </option>
      ))}
    </select>
  )

const Answer: FC<{ words: Words; table: TableView; trial: Trial }> = ({ words, table, trial }) => (
  <div class="notice" role="status" id={`${table.id}-hasil`}>
    <p>
      <strong>{sentence(words.tell(`${table.id}.then.${trial.outcome}`))}</strong>{' '}
      {words.say('rules.by_row', { row: trial.row })}
    </p>
    <p class="told">{trial.why}</p>
    <FactLinks words={words} facts={trial.facts} />
    {trial.nearest.length === 0 ? null : (
      <details>
        <summary>{words.say('rules.nearest', { n: trial.nearest.length })}</summary>
        <ul>
          {trial.nearest.map(({ input, value, outcome }) => (
            <li>
              {words.say('rules.change', {
                if: words.tell(`${table.id}.if.${input}.${value}`),
                outcome: words.tell(`${table.id}.then.${outcome}`),
              })}
            </li>
          ))}
        </ul>
      </details>
    )}
  </div>
)

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

const FactLinks: FC<{ words: Words; facts: readonly string[] }> = ({ words, facts }) =>
  facts.length === 0 ? (
    <span class="sub">{words.say('rules.no_facts')}</span>
  ) : (
    <span>
      {facts.map((fact, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <a href={`/console/fakta/${fact}`}>{factName(fact)}</a>
        </>
      ))}
    </span>
  )

const Rows: FC<{ words: Words; table: TableView; decided: string | undefined }> = ({
  words,
  table,
  decided,
}) => (
  <div class="scroll">
    <table class="cards rules">
      <caption class="sub">{words.say('rules.caption')}</caption>
      <thead>
        <tr>
          {['order', 'row', 'when', 'then', 'why', 'facts'].map((name) => (
            <th scope="col">{words.say(`rules.column.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {[...table.rows, table.otherwise].map((row, index) => (
          <tr class={row.id === decided ? 'decided' : undefined}>
            <td data-label={words.say('rules.column.order')}>{index + 1}</td>
            <td data-label={words.say('rules.column.row')}>
              <span>
                <code>{row.id}</code>
                {row.id === decided ? <span class="badge good">{words.say('rules.decided')}</span> : null}
              </span>
            </td>
            <td data-label={words.say('rules.column.when')}>
              <Conditions words={words} row={row} />
            </td>
            <td data-label={words.say('rules.column.then')}>
              {words.tell(`${table.id}.then.${row.outcome}`)}
            </td>
            <td data-label={words.say('rules.column.why')}>{words.tell(row.reason)}</td>
            <td data-label={words.say('rules.column.facts')}>
              <FactLinks words={words} facts={row.facts} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Conditions: FC<{ words: Words; row: TableRow }> = ({ words, row }) =>
  row.when.length === 0 ? (
    <em>{words.say('rules.always')}</em>
  ) : (
    <ul class="plain">
      {row.when.map((one) => (
        <li>
          <b>{words.say(`rules.input.${one.input}`)}</b> {conditionWords(words, one)}
        </li>
      ))}
    </ul>
  )

function conditionWords(words: Words, one: TableRow['when'][number]): string {
  if (one.values !== undefined) {
    const values = one.values.map((value) => words.say(`rules.value.${one.input}.${value}`))
    return words.say('rules.is', { values: values.join(` ${words.say('rules.or')} `) })
  }
  const range =
    one.min !== undefined && one.max !== undefined
      ? [words.say('rules.between', { min: one.min, max: one.max })]
      : [
          ...(one.min === undefined ? [] : [words.say('rules.at_least', { min: one.min })]),
          ...(one.max === undefined ? [] : [words.say('rules.at_most', { max: one.max })]),
        ]
  const parts = [...range, ...(one.orUnknown === true ? [words.say('rules.unknown')] : [])]
  return parts.join(` ${words.say('rules.or')} `)
}
