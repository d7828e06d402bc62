/** @module S5 of the security tests at the front door: whatever a stranger hands in as a photo, what is kept and served is a redrawn picture under a name of ours, or nothing. */

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { visitor } from '../support/web-world.ts'

let dataDir = ''
let world: ConsoleWorld
beforeAll(async () => {
  dataDir = quickFolder('tanya-sigap-uploads')
  world = await consoleWorld({ inMemory: false }, { DATA_DIR: dataDir })
})
afterAll(async () => {
  await world.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const picture = () => sharp({ create: { width: 40, height: 30, channels: 3, background: '#c63' } })
const MARK = 'JALANKAN-AKU'
const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
let keys = 0

/** Sent by a new resident; what the page says and what is kept of it. */
async function handIn(bytes: Uint8Array, name: string, type: string) {
  const someone = visitor(world.service.web)
  await someone.post({ key: `kunci-u${String(++keys).padStart(4, '0')}`, text: 'halo' })
  await world.service.quiet()
  const before = new Set(kept())
  const body = new FormData()
  body.set('key', `kunci-f${String(keys).padStart(4, '0')}`)
  body.set('text', '')
  body.set('photo', new File([Uint8Array.from(bytes)], name, { type }))
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await someone.request('/pesan', { method: 'POST', body, headers })
  await world.service.quiet()
  const page = await someone.text('/')
  const [path] = /\/berkas\/[\w-]+/.exec(page) ?? []
  const served = path === undefined ? undefined : await someone.request(path)
  return { status: answer.status, page, files: kept().filter((one) => !before.has(one)), served }
}

const kept = () => {
  const folder = join(dataDir, 'media')
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.includes('/'))
}

async function requireInert(served: Response | undefined): Promise<Buffer> {
  if (served === undefined) throw new Error('nothing is served')
  expect(served.headers.get('content-type')).toMatch(/^image\/(jpeg|webp)$/)
  expect(served.headers.get('content-security-policy')).toContain('sandbox')
  expect(served.headers.get('x-content-type-options')).toBe('nosniff')
  expect(served.headers.get('content-disposition')).toMatch(/^(attachment|inline); filename="[\w.-]+"$/)
  const bytes = Buffer.from(await served.arrayBuffer())
  expect((await sharp(bytes).metadata()).format).toMatch(/^(jpeg|webp)$/)
  return bytes
}

describe('a picture that is something else as well', () => {
  it.each([
    ['HTML behind it', `<html><script>${MARK}</script>`],
    ['PHP behind it', `<?php ${MARK} ?>`],
    ['JavaScript behind it', `*/=1;${MARK}();/*`],
    ['the EICAR string behind it', `${EICAR}${MARK}`],
  ])('loses it: %s', async (_label, payload) => {
    const jpeg = await picture().jpeg().toBuffer()
    const { served, files } = await handIn(
      Buffer.concat([jpeg, Buffer.from(payload)]),
      'foto.jpg',
      'image/jpeg',
    )
    expect((await requireInert(served)).includes(MARK)).toBe(false)
    expect(files).toHaveLength(1)
  })

  it.each([
    ['a comment of a JPEG', 'jpeg'],
    ['a text of a PNG', 'png'],
  ] as const)('loses what stands in %s', async (_label, format) => {
    const exif = { IFD0: { ImageDescription: `*/=1;${MARK}();/*<script>${MARK}</script>` } }
    const bytes = await picture().withExif(exif).toFormat(format).toBuffer()
    expect(bytes.includes(MARK)).toBe(true)
    const { served } = await handIn(bytes, 'foto.html', 'text/html')
    expect((await requireInert(served)).includes(MARK)).toBe(false)
  })
})

describe('what is no picture', () => {
  it.each([
    ['HTML named as one', Buffer.from(`<html><script>${MARK}</script>`), 'foto.jpg', 'image/jpeg'],
    ['a script with the name of one', Buffer.from(`GIF89a=1;${MARK}()`, 'latin1'), 'foto.png', 'image/png'],
    [
      'SVG',
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="${MARK}"/>`),
      'a.svg',
      'image/svg+xml',
    ],
    ['EICAR alone', Buffer.from(EICAR), 'foto.jpg', 'image/jpeg'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'foto.jpg', 'image/jpeg'],
  ])('is not kept and not served: %s', async (_label, bytes, name, type) => {
    const { status, files, served, page } = await handIn(bytes, name, type)
    expect(status).toBeGreaterThanOrEqual(300)
    expect([files, served]).toEqual([[], undefined])
    expect(page).not.toContain(MARK)
  })

  it('of fifty megabytes is refused by its length', async () => {
    const { status, files } = await handIn(new Uint8Array(50 * 1024 * 1024), 'foto.jpg', 'image/jpeg')
    expect([status, files]).toEqual([413, []])
  })
})

describe('the name of a file', () => {
  it.each([
    ['a path that climbs', '../../../../etc/passwd'],
    ['a path of Windows', '..\\..\\windows\\system.ini'],
    ['lines of a header', 'a\r\nContent-Type: text/html\r\n\r\n<script>.jpg'],
    ['a zero in the middle', 'foto.jpg\u0000.html'],
    ['letters that turn round', '\u202Egpj.exe'],
    ['quotes', '"; filename="x.html'],
    ['five thousand letters', `${'a'.repeat(5_000)}.jpg`],
  ])('stands nowhere and leads nowhere: %s', async (_label, name) => {
    const { files, served, page } = await handIn(await picture().jpeg().toBuffer(), name, 'image/jpeg')
    expect(files).toHaveLength(1)
    for (const file of files) expect(file).toMatch(/^[\w-]+\/[\w-]+$/)
    await requireInert(served)
    expect(page).not.toContain(name.slice(0, 12))
    expect(readFileSync(join(dataDir, 'media', files[0] ?? '')).includes(name.slice(0, 12))).toBe(false)
  })
})
