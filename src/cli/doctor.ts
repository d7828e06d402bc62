/** @module `npm run doctor`: says what is set, missing and reachable, and what the city must supply. `--lang en`, `--json`. */

import { parseArgs } from 'node:util'
import { readSettings } from '../wiring/settings.ts'
import { diagnose } from './diagnose.ts'
import { AREAS, type Finding } from './finding.ts'
import { sayIn } from './office-texts.ts'

const { values } = parseArgs({
  options: { lang: { type: 'string', default: 'id' }, json: { type: 'boolean', default: false } },
})
const language = values.lang === 'en' ? 'en' : 'id'
const say = sayIn(language)

const findings = await diagnose(readSettings(process.env), new Date(), language)
const faults = findings.filter(({ state }) => state === 'fault').length
// Whoever reads only the first lines closes the pipe: no fault of ours.
process.stdout.on('error', () => process.exit())
const report = values.json ? findings.map((finding) => JSON.stringify(finding)) : reportLines()
process.stdout.write(`${report.join('\n')}\n`)
process.exitCode = faults === 0 ? 0 : 1

function reportLines(): string[] {
  const areas = AREAS.flatMap((area) => {
    const own = findings.filter((one) => one.area === area)
    return own.length === 0 ? [] : ['', say(`doctor.${area}`), ...own.map(line)]
  })
  return [...areas, '', say('doctor.end', { faults })]
}

function line({ area, state, what, args }: Finding): string {
  const text = say(`doctor.${area}.${what}`, args).trim().split('\n').join('\n           ')
  return `  ${say(`doctor.state.${state}`).padEnd(8)} ${text}`
}
