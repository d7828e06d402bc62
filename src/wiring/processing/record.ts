/** @module The record of processing (UU 27/2022 art. 31), made from the schemas and their tags. */

import { RETENTION, RETENTION_CLASSES, type RetentionClass } from '../../core/retention.ts'
import { personalColumns } from '../../store/columns.ts'
import { TAGS } from './tags.ts'

/** Markdown. */
export function recordOfProcessing(): string {
  const rows = personalColumns().map((column) => {
    const tag = TAGS[column]
    return `| ${column} | ${tag?.class ?? '**untagged**'} | ${tag?.purpose ?? ''} | ${keepOf(tag?.keep ?? '')} |`
  })
  return `# Record of processing

Made by \`npm run processing\` from the schemas and \`src/wiring/processing/tags.ts\`; a test compares. UU 27/2022 art. 31; the city's legal unit confirms bases and times.

## Columns

Every column that is sealed, hashed or masked. Classes are those of art. 4: \`specific\` may tell of health, children or money; \`pseudonym\` leads to a person only with a key that lies outside the databases; \`key\` is no data of a person, but opens it.

| column | class | purpose | kept |
| --- | --- | --- | --- |
${rows.join('\n')}

Photos, voice and papers lie in \`media/<chat>/\`, sealed under the key of their chat, and are kept as it is.

## Times

All are proposals until the city's archive schedule decides. The daily round carries them out; what it would take stands at \`/console/simpan\`.

| class | what | days | from | then | why |
| --- | --- | --- | --- | --- | --- |
${RETENTION_CLASSES.map(lineOf).join('\n')}

## Who receives it

Staff of the service, by role (\`docs/console.md\`). What staff forward to the insurer leaves outside this service. WhatsApp and Telegram carry what is written there, under their own terms and abroad; whether residents are told more of that than the privacy words is the city's to decide. The web chat on the city's own machine needs neither.
`
}

function lineOf(one: RetentionClass): string {
  const { what, keepDays, from, action, why } = RETENTION[one]
  return `| ${one} | ${what} | ${keepDays} | ${from} | ${action.replace('_', ' ')} | ${why} |`
}

const keepOf = (keep: string): string =>
  keep in RETENTION ? `${RETENTION[keep as RetentionClass].keepDays} days (${keep})` : keep
