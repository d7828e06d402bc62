/** @module The doctor: what it finds, and that it changes nothing. */

import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/cli/diagnose.ts'
import type { Finding } from '../../src/cli/finding.ts'
import { loadTexts, sayIn, settingWords } from '../../src/cli/office-texts.ts'
import { openStaffSocket } from '../../src/cli/staff/socket.ts'
import { SETTING_FAULTS } from '../../src/config.ts'
import { LANGUAGES } from '../../src/core/lists.ts'
import { openStore } from '../../src/store/sqlite.ts'
import { writeFirstKeys } from '../../src/vault/key-dir.ts'
import { readSettings } from '../../src/wiring/settings.ts'
import { startClamd } from '../support/emulators/clamd.ts'
import { find, NOW, settings, wordOf, wordsOf } from './doctor-world.ts'
import { fakePorts, folder } from './world.ts'

describe('the doctor', () => {
  it('finds nothing wrong with a fresh demo', async () => {
    const findings = await diagnose(settings(join(folder(), 'data')), NOW, 'id')
    expect(findings.filter(({ state }) => state === 'fault')).toEqual([])
  })

  it('names every setting that is wrong, and never its value', async () => {
    const secret = 'not-an-address-but-a-token'
    const wrong = { MODE: 'pilot', PORT: 'x', TELEGRAM_API_ROOT: secret, WHATSAPP_CLOUD_TOKEN: secret }
    const findings = await diagnose(settings(folder(), wrong), NOW, 'id')
    const faults = find(findings, 'settings', 'fault').map(({ args }) => String(args?.fault))
    expect(faults).toContain('PORT: isi angka 0 sampai 65535, misalnya 8787')
    for (const name of ['PORT', 'TELEGRAM_API_ROOT', 'KEY_DIR', 'WHATSAPP_CLOUD_APP_SECRET'])
      expect(faults.some((fault) => fault.startsWith(`${name}:`))).toBe(true)
    expect(JSON.stringify(findings)).not.toContain(secret)
  })

  it('looks at the port that is set, and at none when that is wrong', async () => {
    const right = await diagnose(settings(folder(), { PORT: '9', MODE: 'huh' }), NOW, 'id')
    expect(find(right, 'server', 'stopped')).toMatchObject([{ args: { port: '9' } }])
    const wrong = await diagnose(settings(folder(), { PORT: 'x' }), NOW, 'id')
    expect(find(wrong, 'server', 'port_wrong')).toHaveLength(1)
    expect(find(wrong, 'server', 'stopped')).toEqual([])
  })

  it('says of the virus scanner that none is set, that it answers, or that it does not', async () => {
    const dir = folder()
    const at = join(dir, 'clamd.ctl')
    const ask = (set: Record<string, string>) => diagnose(settings(dir, set), NOW, 'id')
    expect(find(await ask({}), 'server', 'scanner_not_set')).toMatchObject([{ state: 'missing' }])
    const clamd = await startClamd(at)
    expect(find(await ask({ CLAMD_SOCKET: at }), 'server', 'scanner_ready')).toMatchObject([{ state: 'ok' }])
    clamd.mood = 'rubbish'
    const silent = find(await ask({ CLAMD_SOCKET: at }), 'server', 'scanner_silent')
    expect(silent).toMatchObject([{ state: 'fault' }])
    expect(wordsOf(silent)).toContain('semua berkas ditolak sampai pulih')
    await clamd.close()
    expect(find(await ask({ CLAMD_SOCKET: at }), 'server', 'scanner_silent')).toHaveLength(1)
    const wrong = await ask({ CLAMD_SOCKET: 'clamd' })
    expect(wrong.filter(({ what }) => what.startsWith('scanner'))).toEqual([])
  })

  it('says whether the console and residents’ pages are parted', async () => {
    const apart = {
      PUBLIC_URL: 'https://sigap.example.id',
      CONSOLE_URL: 'https://petugas.example.id',
    }
    const [parted, one] = [
      await diagnose(settings(folder(), apart), NOW, 'id'),
      await diagnose(settings(folder()), NOW, 'id'),
    ]
    expect(find(parted, 'settings', 'apart')).toMatchObject([{ state: 'ok' }])
    for (const url of Object.values(apart)) expect(wordsOf(parted)).toContain(url)
    expect(find(parted, 'settings', 'one_host')).toEqual([])
    expect(find(one, 'settings', 'one_host')).toMatchObject([{ state: 'missing' }])
    expect(wordsOf(one)).toContain('CONSOLE_URL')
  })

  it.each(LANGUAGES)('has words in %s for all that can be wrong with a setting', (language) => {
    const say = sayIn(language)
    for (const what of SETTING_FAULTS) {
      const words = settingWords(say, { setting: 'NAMA', what, args: { values: 'v', mode: 'm', first: 'f' } })
      expect(words).toMatch(/^NAMA: ./)
    }
  })

  it('sees keys, and keys that others can read', async () => {
    const dir = folder()
    const keys = join(dir, 'demo-keys')
    writeFirstKeys(keys)
    expect(find(await diagnose(settings(dir), NOW, 'id'), 'keys', 'ready')).toHaveLength(1)
    chmodSync(join(keys, 'master.k1'), 0o644)
    const [fault] = find(await diagnose(settings(dir), NOW, 'id'), 'keys', 'faults')
    expect(fault?.args?.faults).toContain('chmod 600')
  })

  it('gives whoever has no keys yet a command that makes them', async () => {
    const dir = folder()
    const keys = join(dir, 'kunci kota')
    const set = settings(dir, { MODE: 'pilot', KEY_DIR: keys })
    const [toMake] = find(await diagnose(set, NOW, 'id'), 'keys', 'to_make')
    if (toMake === undefined) throw new Error('no command was given')
    const [, command = ''] = wordOf(toMake).split('\n')
    execFileSync('sh', ['-c', command])
    expect(find(await diagnose(set, NOW, 'id'), 'keys', 'ready')).toHaveLength(1)
  })

  it('gives no command for keys before it is known where they belong', async () => {
    const dir = folder()
    const findings = await diagnose(settings(dir, { MODE: 'production' }), NOW, 'id')
    expect(find(findings, 'settings', 'fault').map(({ args }) => args?.fault)).toContainEqual(
      expect.stringMatching(/^KEY_DIR: /),
    )
    expect(wordsOf(findings)).not.toContain(join(dir, 'demo-keys'))
  })

  it('shows that commits are FULL here, and tells a sound database from a damaged one', async () => {
    const dir = folder()
    openStore(join(dir, 'office.db'), 'office').close()
    writeFileSync(join(dir, 'chat.db'), 'this is no database at all, however long it may be')
    const before = readdirSync(dir)
    const findings = await diagnose(settings(dir), NOW, 'id')
    expect(find(findings, 'database', 'durable')).toMatchObject([{ state: 'ok', args: { level: 2 } }])
    expect(find(findings, 'database', 'sound')).toMatchObject([{ state: 'ok', args: { file: 'office.db' } }])
    expect(find(findings, 'database', 'damaged')).toMatchObject([
      { state: 'fault', args: { file: 'chat.db' } },
    ])
    expect(readdirSync(dir)).toEqual(before)
  })

  it('says when the data folder is none', async () => {
    const path = join(folder(), 'data')
    writeFileSync(path, '')
    expect(find(await diagnose(settings(path), NOW, 'id'), 'database', 'not_writable')).toHaveLength(1)
  })

  it('sees whether staff can connect', async () => {
    const dir = folder()
    expect(find(await diagnose(settings(dir), NOW, 'id'), 'server', 'staff_closed')).toHaveLength(1)
    const socket = await openStaffSocket(dir, fakePorts([]))
    expect(find(await diagnose(settings(dir), NOW, 'id'), 'server', 'staff_open')).toHaveLength(1)
    await socket.close()
  })

  it('lists what the city must supply, and what has passed its date', async () => {
    const today = await diagnose(settings(folder()), NOW, 'id')
    const missing = find(today, 'facts', 'missing').map(({ args }) => args?.id)
    expect(missing).toEqual(expect.arrayContaining(['jam_layanan', 'hari_libur', 'rumah_sakit_mitra']))
    const later = await diagnose(settings(folder()), new Date('2027-06-01T00:00:00Z'), 'id')
    const expired = (findings: Finding[]) => find(findings, 'facts', 'expired').map(({ args }) => args?.id)
    expect(expired(today)).not.toContain('iuran_diskon')
    expect(expired(later)).toContain('iuran_diskon')
  })

  it.each(LANGUAGES)('has words in %s for each finding', async (language) => {
    const texts = loadTexts()
    const findings = await diagnose(
      settings(folder(), { MODE: 'huh' }),
      new Date('2027-06-01T00:00:00Z'),
      language,
    )
    for (const { area, what, args } of findings) {
      const key = `doctor.${area}.${what}`
      expect(texts.format(key, language, args ?? {})).not.toBe(key)
    }
  })

  it('lets the environment win over .env', () => {
    const file = join(folder(), '.env')
    writeFileSync(file, 'PORT=9000\nMODE=pilot\n')
    expect(readSettings({ PORT: '1234' }, file)).toMatchObject({ PORT: '1234', MODE: 'pilot' })
  })
})
