/** @module Reads labelled messages: the examples of training, the judges of the tests, public data where it lies beside. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const JUDGES = join(ROOT, 'test/understanding')

/** A message and its label; `also` are labels that are right as well. */
export type Labelled = { label: string; text: string; also: readonly string[] }

/** Rows of a table as cells; comments and empty lines are left out. */
export function readRows(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.replace(/\r$/, '').split('\t'))
}

/** Every `judge*.tsv` of the tests by its name: `intent<TAB>text`, and perhaps `other|another` that is right as well. */
export function readJudges(): Map<string, Labelled[]> {
  const names = readdirSync(JUDGES).filter((name) => /^judge.*\.tsv$/.test(name))
  return new Map(
    names.sort().map((name) => [
      name,
      readRows(join(JUDGES, name)).map(([label = '', text = '', also = '']) => ({
        label,
        text,
        also: also.split('|').filter((one) => one !== ''),
      })),
    ]),
  )
}

/** `yes<TAB>text`: somebody needs help now; `no<TAB>text`: near it and none. */
export function readEmergencies(): { urgent: boolean; text: string }[] {
  return readRows(join(JUDGES, 'emergency.tsv')).map(([urgent, text = '']) => ({
    urgent: urgent === 'yes',
    text,
  }))
}

/** A table of public test data, or undefined where the folder does not lie beside this one. */
export function readShared(folder: string, name: string): string[][] | undefined {
  const path = join(folder, name)
  return existsSync(path) ? readRows(path).slice(1) : undefined
}
