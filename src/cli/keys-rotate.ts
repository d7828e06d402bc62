/**
 * @module `npm run keys:rotate`: a new master key, and every data key wrapped under it. The server has to be stopped.
 * `-- --pepper` a new pepper, and every hash under it. `-- --audit` a new key for the audit log; `-- --retire` takes old master keys out of use; `-- --lang en`.
 */

import { parseArgs } from 'node:util'
import { ConfigFault, readConfig } from '../config.ts'
import { rotatePepper } from '../wiring/pepper.ts'
import { retireMaster, rotateAudit, rotateMaster } from '../wiring/rotate.ts'
import { keyDirOf } from '../wiring/stores.ts'
import { sayIn } from './office-texts.ts'

const { values } = parseArgs({
  options: {
    audit: { type: 'boolean', default: false },
    retire: { type: 'boolean', default: false },
    pepper: { type: 'boolean', default: false },
    lang: { type: 'string', default: 'id' },
  },
})
const say = sayIn(values.lang === 'en' ? 'en' : 'id')
const print = (text: string) => process.stdout.write(`${text}\n`)

try {
  const config = readConfig(process.env)
  if (values.pepper) {
    const { version, isNew, hashes } = rotatePepper(config, (name, n) =>
      print(say('access.keys.pepper_progress', { name, n: String(n) })),
    )
    print(
      say(isNew ? 'access.keys.pepper' : 'access.keys.pepper_went_on', {
        version: String(version),
        hashes: String(hashes),
        dir: keyDirOf(config),
      }),
    )
  } else if (values.audit) {
    print(say('access.keys.audit', { version: String(rotateAudit(config)) }))
  } else if (values.retire) {
    const files = retireMaster(config)
    print(
      files.length === 0
        ? say('access.keys.none_old')
        : say('access.keys.retired', { files: files.join('\n') }),
    )
  } else {
    const { version, isNew, keys, old } = rotateMaster(config, (n, of) =>
      print(say('access.keys.progress', { n: String(n), of: String(of) })),
    )
    print(
      say(isNew ? 'access.keys.done' : 'access.keys.went_on', {
        version: String(version),
        keys: String(keys),
      }),
    )
    const files = old.map((one) => `${keyDirOf(config)}/master.k${one}`).join('\n')
    if (old.length > 0) print(say('access.keys.what_now', { files, dir: keyDirOf(config) }))
  }
} catch (error) {
  const faults = error instanceof ConfigFault ? error.faults.join('\n') : undefined
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `${faults ?? (message === 'keys_still_needed' ? say('access.keys.still_needed') : message)}\n`,
  )
  process.exitCode = 2
}
