/** @module `npm run check:supply`: what package.json and package-lock.json may not hold, one fault a line. Needs no network. */

import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Lock, type Manifest, supplyFaults } from './supply.ts'

const root = resolve(import.meta.dirname, '../..')
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))

const lock = read('package-lock.json') as Lock
const faults = supplyFaults(lock, read('package.json') as Manifest)
for (const fault of faults) console.log(fault)
if (faults.length === 0)
  console.log(`${Object.keys(lock.packages).length - 1} packages, none of them a fault`)
process.exitCode = faults.length === 0 ? 0 : 1
