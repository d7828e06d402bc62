/** @module Several people with secrets at the wired service, in any order, with staff between them: whatever is sent to one holds nothing of another, and what is shown to nobody in particular holds nothing of anybody. */

import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { quickFolder } from '../support/quick-folder.ts'
import { type Heard, metricsOfAll, nothingHeard, openCity } from './leaks-city.ts'
import { PEOPLE, type Plant, secretsOf, step } from './leaks-people.ts'

/** @throws what fast-check says of the smallest order of steps in which somebody heard of another; with `plant`, of the first */
export async function nobodyHearsOfAnother(numRuns: number, maxLength: number, plant?: Plant): Promise<void> {
  const metrics = await metricsOfAll()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength }), async (steps) => {
      const heard = nothingHeard()
      const dataDir = quickFolder('tanya-sigap-leaks')
      try {
        const city = await openCity({ heard, dataDir, metrics, plant })
        try {
          // Everybody has said everything about themselves, and sent a picture, before anything else happens.
          for (const one of PEOPLE) await city.say(one, `${one.name} ${one.phone} ${one.story} ${one.nik}`)
          for (const [who, { isWeb }] of PEOPLE.entries()) if (isWeb) await city.take({ do: 'photo', who })
          for (const one of steps) await city.take(one)
          // Whatever came before, everybody is told something of their own: a wrong ear would hear it.
          for (const who of PEOPLE.keys())
            for (const act of ['take', 'reply'] as const) await city.take({ do: act, who })
          for (const one of PEOPLE) await city.look(one)
          await city.take({ do: 'fail', who: 0 })
          await city.take({ do: 'measure', who: 0 })
          readFolder(dataDir, heard)
        } finally {
          await city.world.stop()
        }
      } finally {
        rmSync(dataDir, { recursive: true, force: true })
      }
      judge(heard)
    }),
    { numRuns, endOnFailure: plant !== undefined },
  )
}

function readFolder(dataDir: string, heard: Heard): void {
  for (const name of readdirSync(dataDir, { recursive: true, encoding: 'utf8' })) {
    heard.open['file names'].push(name)
    // What was learned from examples is the same for everybody.
    if (!name.startsWith('models') && statSync(join(dataDir, name)).isFile())
      heard.files.set(name, readFileSync(join(dataDir, name)))
  }
}

function judge({ to, open, files }: Heard): void {
  for (const [person, told] of to) {
    if (told.length === 0) throw new Error(`${person.name} was told nothing: the test is blind`)
    for (const other of PEOPLE)
      for (const secret of other === person ? [person.nik] : secretsOf(other)) {
        const found = told.find((text) => text.includes(secret))
        if (found !== undefined) throw new Error(`${person.name} was sent ${secret}: ${found.slice(0, 300)}`)
      }
  }
  for (const [what, texts] of Object.entries(open)) {
    if (texts.length === 0) throw new Error(`no ${what} were looked at: the test is blind`)
    const all = texts.join('\n')
    for (const secret of PEOPLE.flatMap(secretsOf))
      if (all.includes(secret)) throw new Error(`the ${what} hold ${secret}`)
  }
  if (![...files.keys()].some((name) => name.startsWith('media'))) throw new Error('no picture was kept')
  for (const [name, bytes] of files)
    for (const secret of PEOPLE.flatMap(secretsOf))
      if (bytes.includes(secret)) throw new Error(`the file ${name} holds ${secret}`)
}
