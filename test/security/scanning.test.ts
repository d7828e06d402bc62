/** @module Files under a virus scanner, at the front door: kept when it says clean, refused in plain words when it does not, or says nothing that can be trusted. */

import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { webChannel } from '../../src/channels/web/web.ts'
import { makeClamd } from '../../src/media/clamd.ts'
import type { Log, LogEntry } from '../../src/pipeline/deps.ts'
import type { Overrides } from '../../src/wiring/parts.ts'
import { HEAD, personLine } from '../office/roster/world.ts'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { EICAR, type FakeClamd, type Mood, startClamd } from '../support/emulators/clamd.ts'
import { quickFolder } from '../support/quick-folder.ts'
import { visitor } from '../support/web-world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const PAPER = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'
const ODD: Mood[] = ['rubbish', 'endless', 'closes', 'half', 'too_big']

let dataDir = ''
let at = ''
let clamd: FakeClamd
let world: ConsoleWorld
let logged: LogEntry[]
/** What the platform gives for the file it announced. */
let given: Uint8Array

beforeEach(async () => {
  dataDir = quickFolder('tanya-sigap-scanning')
  at = join(dataDir, 'clamd.ctl')
  clamd = await startClamd(at)
  logged = []
})
afterEach(async () => {
  await world.stop()
  await clamd.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const open = async (overrides: Overrides = {}, settings: Record<string, string> = { CLAMD_SOCKET: at }) => {
  const write = (entry: LogEntry) => void logged.push(entry)
  const log: Log = { info: write, warn: write, error: write }
  const telegram: Channel = { ...webChannel(), id: 'telegram', fetchMedia: async () => given }
  const channels = { telegram }
  world = await consoleWorld(
    { inMemory: false, log, channels, ...overrides },
    { DATA_DIR: dataDir, ...settings },
  )
}
/** Waits no longer than a moment for a scanner that hangs. */
const openImpatient = () => open({ scanner: makeClamd(at, 300) })

const filesIn = (name: string) => {
  const folder = join(dataDir, name)
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    : []
}
const alarms = async () => (await world.service.office.alarms()).filter(({ overAt }) => overAt === undefined)
const picture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#c63' } })
    .jpeg()
    .toBuffer()

/** A photo on the web chat, behind which more may stand. */
async function sendPhoto(behind = '') {
  const someone = visitor(world.service.web)
  await someone.post({ key: 'kunci-0001', text: 'halo' })
  await world.service.quiet()
  const body = new FormData()
  body.set('key', 'kunci-0002')
  body.set('text', 'motor saya')
  body.set('photo', new File([Uint8Array.from(await picture()), behind], 'foto.jpg', { type: 'image/jpeg' }))
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await someone.request('/pesan', { method: 'POST', body, headers })
  await world.service.quiet()
  return { status: answer.status, page: await answer.text() }
}

/** A paper on a platform; resolves to what stands in the chat then. */
async function sendPaper(bytes: string | Uint8Array) {
  given = Buffer.from(bytes)
  const line = { channel: 'telegram', account: 'web', address: '42' } as const
  const content = { type: 'document', media: { ref: 'telegram:1' } } as const
  await world.service.chats.receive([
    { type: 'message', ...line, externalId: 'm1', at: world.now(), content },
  ])
  await world.service.quiet()
  return linesOf()
}

async function linesOf() {
  const chatId = await world.service.chats.find({ channel: 'telegram', account: 'web', address: '42' })
  const view = await world.service.chats.read(chatId ?? '', { forStaff: true })
  if (view === undefined) throw new Error('nobody has written')
  return view.lines
}
const stateOf = (lines: Awaited<ReturnType<typeof linesOf>>) =>
  lines.find(({ media }) => media !== undefined)?.media?.state
const wordsOf = (lines: Awaited<ReturnType<typeof linesOf>>) => lines.map(({ text }) => text).join('\n')

async function uploadList(content: string) {
  const body = new FormData()
  body.append('berkas', new File([content], 'daftar.csv'))
  const desk = world.as('supervisor')
  const answer = await desk.request('/console/peserta/unggah/people', { method: 'POST', body })
  return await desk.text(answer.headers.get('location') ?? '')
}
const LIST = [HEAD, personLine(1), personLine(2)].join('\n')

describe('with a scanner that answers', () => {
  it('a clean photo is given to it as it came, and kept', async () => {
    await open()
    expect((await sendPhoto('EKOR')).status).toBe(303)
    expect(filesIn('media')).toHaveLength(1)
    expect(clamd.seen).toHaveLength(1)
    // Before it is redrawn: what hides behind the picture is seen as well.
    expect(clamd.seen[0]?.equals(Buffer.concat([await picture(), Buffer.from('EKOR')]))).toBe(true)
    expect(await alarms()).toEqual([])
  })

  it('a photo with a virus is refused without a word that frightens, and the log says so once', async () => {
    await open()
    const { status, page } = await sendPhoto(EICAR)
    expect(status).toBe(415)
    expect(page).toContain('Berkas ini tidak bisa kami terima')
    expect(page).not.toMatch(/virus|bahaya|terinfeksi/i)
    expect(filesIn('media')).toEqual([])
    const told = logged.filter(({ event }) => event === 'file_infected')
    expect(told).toEqual([{ event: 'file_infected', chatId: expect.any(String) }])
    expect(JSON.stringify(logged)).not.toContain('EICAR')
  })

  it('a clean paper of 1 MB on a platform is given to it whole, and kept', async () => {
    await open()
    const paper = Buffer.concat([Buffer.from(PAPER), Buffer.alloc(1_000_000, 'a')])
    expect(stateOf(await sendPaper(paper))).toBe('kept')
    expect(clamd.seen[0]?.equals(paper)).toBe(true)
    expect(filesIn('media')).toHaveLength(1)
  })

  it('a paper with a virus is lost: the resident is told plainly, staff read nothing of it', async () => {
    await open()
    const lines = await sendPaper(`${PAPER}${EICAR}`)
    expect(stateOf(lines)).toBe('lost')
    expect(wordsOf(lines)).toContain('dokumen tadi tidak tersimpan: berkas itu tidak bisa kami terima')
    expect(JSON.stringify(lines)).not.toMatch(/EICAR|virus/i)
    expect(filesIn('media')).toEqual([])
  })

  it('a clean list is read, one with a virus is not and leaves no file', async () => {
    await open()
    expect(await uploadList(LIST)).toContain('Menunggu keputusan')
    expect(clamd.seen[0]?.toString()).toBe(LIST)
    expect(await uploadList(`${LIST}\n${EICAR}`)).toContain('pemindai virus menemukan sesuatu di dalamnya')
    expect(filesIn('uploads')).toEqual([])
    expect(logged.filter(({ event }) => event === 'file_infected')).toEqual([{ event: 'file_infected' }])
  })

  it('is asked about nothing that is refused anyway', async () => {
    await open()
    expect(stateOf(await sendPaper(''))).toBe('lost')
    expect(clamd.seen).toEqual([])
  })

  it('is reached at a port of this machine too', async () => {
    const other = await startClamd(0)
    await open({}, { CLAMD_SOCKET: `127.0.0.1:${other.port}` })
    expect((await sendPhoto(EICAR)).status).toBe(415)
    expect(other.seen).toHaveLength(1)
    await other.close()
  })
})

describe('with a scanner that is set and of no use', () => {
  it.each([...ODD, 'hangs'] as const)('that %s: the photo is not taken, and may come later', async (mood) => {
    await openImpatient()
    clamd.mood = mood
    const { status, page } = await sendPhoto()
    expect(status).toBe(503)
    expect(page).toContain('foto belum bisa kami terima saat ini')
    expect(filesIn('media')).toEqual([])
    expect(await alarms()).toMatchObject([{ reason: 'scanner_down', topic: 'web' }])
    clamd.mood = 'well'
    expect((await sendPhoto()).status).toBe(303)
    expect(await alarms()).toEqual([])
  })

  it.each([...ODD, 'hangs'] as const)('that %s: no list is read', async (mood) => {
    await openImpatient()
    clamd.mood = mood
    expect(await uploadList(LIST)).toContain('pemindai virus tidak menjawab')
    expect(filesIn('uploads')).toEqual([])
  })

  it('that says a big file is clean before it has it: the file is not kept', async () => {
    await openImpatient()
    clamd.mood = 'early'
    expect(stateOf(await sendPaper(Buffer.concat([Buffer.from(PAPER), Buffer.alloc(9_000_000)])))).toBe(
      'fetching',
    )
    expect(filesIn('media')).toEqual([])
  })

  it('that is not there: a platform is asked again until it is', async () => {
    await clamd.close()
    await open()
    expect(stateOf(await sendPaper(PAPER))).toBe('fetching')
    expect(await alarms()).toMatchObject([{ reason: 'scanner_down' }])
    clamd = await startClamd(at)
    await world.pass(MINUTE_MS)
    expect(stateOf(await linesOf())).toBe('kept')
    expect(await alarms()).toEqual([])
  })

  it('that stays away: the resident is told to send it later', async () => {
    await clamd.close()
    await open()
    await sendPaper(PAPER)
    for (let n = 0; n < 8; n += 1) await world.pass(HOUR_MS)
    const lines = await linesOf()
    expect(stateOf(lines)).toBe('lost')
    expect(wordsOf(lines)).toContain('berkas belum bisa kami terima saat ini. Kirim lagi nanti')
    clamd = await startClamd(at)
  })
})

it('without a scanner files are taken as ever', async () => {
  await open({}, {})
  expect((await sendPhoto()).status).toBe(303)
  expect(stateOf(await sendPaper(PAPER))).toBe('kept')
  expect(await uploadList(LIST)).toContain('Menunggu keputusan')
  expect(clamd.seen).toEqual([])
})
