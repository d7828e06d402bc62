/** @module Every transcript goes as it is written, and goes the same way twice. `npm test -- -u` writes them anew. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { play } from './player.ts'

const FOLDER = import.meta.dirname
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.chat.txt'))

describe('transcripts', () => {
  it('are at least forty', () => {
    expect(files.length).toBeGreaterThanOrEqual(40)
  })

  it.each(files)('%s goes as written, twice alike', async (file) => {
    const path = join(FOLDER, file)
    const source = readFileSync(path, 'utf8')
    const first = await play(source)
    expect(await play(source)).toBe(first)
    await expect(first).toMatchFileSnapshot(path)
  })
})
