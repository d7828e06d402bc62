/** @module The few files a page needs besides itself: named by their content, kept by browsers for a year. */

import { Hono } from 'hono'

/** Each by the files of src/ it is made of. */
const FILES = {
  'mark.svg': ['pages/assets/mark.svg'],
  'weave.svg': ['pages/assets/weave.svg'],
  'web.css': [
    'pages/assets/tokens.css',
    'pages/assets/page.css',
    'web/assets/lines.css',
    'web/assets/composer.css',
    'web/assets/chat.css',
    'web/assets/sheet.css',
  ],
  'chat.js': ['web/assets/page.js', 'web/assets/live.js', 'web/assets/send.js'],
  'console.css': [
    'pages/assets/tokens.css',
    'pages/assets/page.css',
    'console/assets/frame.css',
    'console/assets/parts.css',
    'console/assets/facts.css',
    'console/assets/chat.css',
    'console/assets/cases.css',
    'console/assets/figures.css',
    'console/assets/lines.css',
    'console/assets/access.css',
    'console/assets/roster.css',
  ],
  'console.js': [
    'console/assets/console.js',
    'console/assets/live.js',
    'console/assets/queue.js',
    'console/assets/chat.js',
    'console/assets/access.js',
    'console/assets/roster.js',
  ],
} as const

export type AssetName = keyof typeof FILES

const TYPES: Record<string, string> = {
  svg: 'image/svg+xml; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
}

export type Asset = { body: string; type: string; etag: string; path: string }

export type Assets = { path(name: AssetName): string; at(path: string): Asset | undefined }

/**
 * Reads and names all files. A file may name another by `asset:mark.svg` and gets its path.
 *
 * @param read the text of a file of `src/`, such as "pages/assets/tokens.css"
 */
export async function makeAssets(read: (file: string) => string): Promise<Assets> {
  const made = new Map<string, Asset>()
  const paths = new Map<string, string>()
  for (const [name, files] of Object.entries(FILES)) {
    const text = files.map((file) => read(file)).join('\n')
    const body = text.replace(/asset:([a-z.]+)/g, (_, other: string) => paths.get(other) ?? other)
    const [stem = '', ending = ''] = name.split('.')
    const hash = (await sha256(body)).slice(0, 12)
    const path = `/aset/${stem}.${hash}.${ending}`
    paths.set(name, path)
    made.set(path, { body, path, etag: `"${hash}"`, type: TYPES[ending] ?? 'text/plain' })
  }
  return { path: (name) => paths.get(name) ?? '', at: (path) => made.get(path) }
}

/** Lower-case hex. */
export async function sha256(value: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const assets = new Hono<{ Bindings: { assets: Assets } }>().get('/aset/:file', (c) => {
  const asset = c.env.assets.at(c.req.path)
  if (!asset) return c.text('404', 404)
  c.header('cache-control', 'public, max-age=31536000, immutable')
  c.header('etag', asset.etag)
  c.header('vary', 'accept-encoding')
  // A compressed answer carries the same name as a weak one.
  if (c.req.header('if-none-match')?.replace('W/', '') === asset.etag) return c.body(null, 304)
  return c.body(asset.body, 200, { 'content-type': asset.type })
})
