/** @module `npm run processing`: writes docs/processing.md anew from the schemas and their tags. */

import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { recordOfProcessing } from '../wiring/processing/record.ts'

const path = resolve(import.meta.dirname, '../../docs/processing.md')
writeFileSync(path, recordOfProcessing())
process.stdout.write(`${path}\n`)
