/** @module The files of the pages: named by content, kept for long, and readable by browsers of 2019. */

import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { transform } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { makeAssets } from '../../src/pages/assets.ts'
import { assets, visitor, webWorld } from '../support/web-world.ts'

const src = resolve(import.meta.dirname, '../../src')
const files = ['pages/assets', 'web/assets'].flatMap((folder) =>
  readdirSync(resolve(src, folder)).map((file) => `${folder}/${file}`),
)

describe('an asset', () => {
  it('is kept by browsers for a year and answered without a body when they have it', async () => {
    const someone = visitor(webWorld())
    const first = await someone.request(assets.path('web.css'))
    const etag = first.headers.get('etag') ?? ''
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    const again = await someone.request(assets.path('web.css'), { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('gets another name when its content, or that of a picture in it, changes', async () => {
    const read = (file: string) => readFileSync(resolve(src, file), 'utf8')
    const changed = await makeAssets((file) =>
      file === 'pages/assets/weave.svg' ? `${read(file)}<!-- -->` : read(file),
    )
    expect(changed.path('web.css')).not.toBe(assets.path('web.css'))
    expect(changed.path('chat.js')).toBe(assets.path('chat.js'))
  })

  it('is one of ours: a path leads nowhere else', async () => {
    const someone = visitor(webWorld())
    for (const path of ['/aset/tokens.css', '/aset/..%2f..%2fpackage.json', '/aset/']) {
      expect((await someone.request(path)).status).toBe(404)
    }
  })

  it('names no file that is not there', async () => {
    expect(assets.at(assets.path('web.css'))?.body).toContain(assets.path('weave.svg'))
    expect(assets.at(assets.path('web.css'))?.body).not.toContain('asset:')
  })
})

describe('a browser of 2019', () => {
  const sources = files.filter((file) => /\.(js|css)$/.test(file))

  it.each(sources)('reads %s as it stands: nothing in it would have to be translated', async (file) => {
    const source = readFileSync(resolve(src, file), 'utf8')
    const loader = file.endsWith('.css') ? 'css' : 'js'
    const [asItIs, for2019] = await Promise.all(
      ['esnext', 'chrome77'].map(async (target) => (await transform(source, { loader, target })).code),
    )
    expect(for2019).toBe(asItIs)
  })

  it('would not read what came later', async () => {
    for (const [loader, source] of [
      ['js', 'a?.b'],
      ['css', '.a { .b { inset: 0 } }'],
    ] as const) {
      const [asItIs, for2019] = await Promise.all(
        ['esnext', 'chrome77'].map(async (target) => (await transform(source, { loader, target })).code),
      )
      expect(for2019).not.toBe(asItIs)
    }
  })

  it('is asked for no selector, function or method that it lacks', () => {
    const later =
      /:has\(|:is\(|:where\(|\bclamp\(|\bmin\(|\bmax\((?=[^)]*\bvw)|@container|color-mix|\.replaceAll\(|\.at\(|replaceChildren|structuredClone|randomUUID|[^-]gap:/
    for (const file of sources) {
      const source = readFileSync(resolve(src, file), 'utf8').replace(/Math\.min\(/g, '')
      expect(later.exec(source)?.[0], file).toBeUndefined()
    }
  })
})
