/** @module The doctor about the lines of platforms: what is set, how each stands, what to do next. */

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/cli/diagnose.ts'
import { sayIn } from '../../src/cli/office-texts.ts'
import { openStaffSocket } from '../../src/cli/staff/socket.ts'
import { openVault } from '../../src/vault/vault.ts'
import { openKeep } from '../../src/wiring/keep.ts'
import { openStores } from '../../src/wiring/stores.ts'
import { startTelegramEmulator } from '../support/emulators/telegram/emulator.ts'
import { startGraphEmulator } from '../support/emulators/whatsapp/graph.ts'
import { pair, pairedCreds } from '../support/emulators/whatsapp-web/keeps.ts'
import { cloudOf, find, NOW, settings, wordOf, wordsOf } from './doctor-world.ts'
import { fakePorts, folder } from './world.ts'

describe('the doctor about the lines of platforms', () => {
  it('tells for each that is not set what to do next', async () => {
    const findings = await diagnose(settings(join(folder(), 'data')), NOW, 'id')
    for (const channel of ['telegram', 'whatsapp_cloud', 'whatsapp_web'])
      expect(find(findings, 'channels', `not_set.${channel}`)).toHaveLength(1)
  })

  it('asks the running server how they stand', async () => {
    const dir = folder()
    const socket = await openStaffSocket(dir, fakePorts([]))
    const set = {
      TELEGRAM_BOT_TOKEN: '123:contoh',
      WHATSAPP_WEB: 'on',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
    }
    const findings = await diagnose(settings(dir, set), NOW, 'id')
    await socket.close()
    const troubles = find(findings, 'channels', 'trouble')
    expect(troubles.map(({ state, args }) => [state, args?.channel])).toEqual([
      ['fault', 'Telegram @tanya_demo_bot'],
      ['fault', 'WhatsApp Web'],
    ])
    expect(troubles[0]?.args?.why).toContain('token bot yang sama')
  })

  it('still asks those whose settings are well when another is wrong', async () => {
    const emulator = await startGraphEmulator({ appSecret: 's', verifyToken: 'v' })
    const set = { ...cloudOf(emulator), MODE: 'huh', TELEGRAM_BOT_TOKEN: 'half' }
    const findings = await diagnose(settings(join(folder(), 'data'), set), NOW, 'id')
    await emulator.close()
    expect(find(findings, 'channels', 'answers.idle')).toMatchObject([
      { args: { channel: 'WhatsApp Tanya SIGAP +62 21 8888 8888' } },
    ])
    expect(find(findings, 'channels', 'wrong_settings')).toMatchObject([
      { args: { channel: 'Telegram', names: 'TELEGRAM_BOT_TOKEN' } },
    ])
    expect(find(findings, 'channels', 'not_set.whatsapp_web')).toHaveLength(1)
  })

  it('knows that Telegram does not post to this server before it was started once', async () => {
    const emulator = await startTelegramEmulator()
    const set = {
      TELEGRAM_BOT_TOKEN: emulator.token,
      TELEGRAM_API_ROOT: emulator.url,
      TELEGRAM_MODE: 'webhook',
      TELEGRAM_WEBHOOK_SECRET: 'rahasia',
    }
    const ask = (more: object) => diagnose(settings(join(folder(), 'data'), { ...set, ...more }), NOW, 'id')
    const unset = await ask({})
    const open = await ask({ PUBLIC_URL: 'http://sigap.example.id' })
    const complete = await ask({ PUBLIC_URL: 'https://sigap.example.id' })
    await emulator.close()
    for (const one of [unset, open])
      expect(find(one, 'channels', 'wrong_settings')).toMatchObject([{ args: { names: 'PUBLIC_URL' } }])
    expect(find(complete, 'channels', 'trouble').map(wordOf)[0]).toMatch(
      /^Telegram @\w+: Telegram belum tahu alamat server ini\. Jalankan npm start/,
    )
  })

  it('says when the template is not there, and when nobody could look', async () => {
    const emulator = await startGraphEmulator({ appSecret: 's', verifyToken: 'v' })
    const set = { ...cloudOf(emulator), WHATSAPP_CLOUD_TEMPLATE: 'tidak_ada' }
    const ask = () => diagnose(settings(join(folder(), 'data'), set), NOW, 'id')
    const absent = await ask()
    emulator.inject({ fault: 'code:200', match: { path: 'message_templates' } })
    const unseen = await ask()
    await emulator.close()
    expect(find(absent, 'channels', 'trouble')).toMatchObject([{ state: 'fault' }])
    expect(wordsOf(absent)).toContain('menyebut templat yang tidak ada')
    expect(find(unseen, 'channels', 'answers.idle')).toHaveLength(1)
    expect(find(unseen, 'channels', 'unchecked.template')).toMatchObject([{ state: 'missing' }])
    expect(wordsOf(unseen)).toContain('templat tidak_ada harus ada, berbahasa Indonesia')
  })

  it('says of each platform that cannot be reached the same, in words without a hole', async () => {
    const nowhere = 'http://127.0.0.1:1'
    const set = {
      ...cloudOf({ url: nowhere, token: 't', phoneNumberId: '1' }),
      TELEGRAM_BOT_TOKEN: '123:contoh',
      TELEGRAM_API_ROOT: nowhere,
    }
    const findings = await diagnose(settings(join(folder(), 'data'), set), NOW, 'id')
    const troubles = find(findings, 'channels', 'trouble')
    expect(troubles.map(({ state }) => state)).toEqual(['fault', 'fault'])
    const [telegram, whatsapp] = troubles.map(wordOf)
    expect(telegram).toMatch(/^Telegram: Platform tidak menjawab/)
    expect(whatsapp).toBe(telegram?.replace('Telegram', 'WhatsApp'))
  })

  it('asks the platform itself when no server runs, and says when nobody answers', async () => {
    const set = {
      TELEGRAM_BOT_TOKEN: '123:contoh',
      WHATSAPP_WEB: 'on',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:1',
    }
    const findings = await diagnose(settings(join(folder(), 'data'), set), NOW, 'en')
    expect(find(findings, 'channels', 'trouble')[0]?.args?.why).toContain('does not answer')
    expect(JSON.stringify(findings)).not.toContain('contoh')
  })

  it('says that WhatsApp Web is on and not paired, with the next step, until a phone is', async () => {
    const dataDir = join(folder(), 'data')
    mkdirSync(dataDir)
    const set = settings(dataDir, { WHATSAPP_WEB: 'on' })
    const unpaired = async () => find(await diagnose(set, NOW, 'id'), 'channels', 'not_paired')
    expect(await unpaired()).toMatchObject([{ state: 'fault', args: { channel: 'WhatsApp Web' } }])
    expect(sayIn('id')('doctor.channels.not_paired', { channel: 'x' })).toContain('npm run whatsapp:pair')
    const stores = openStores({ dataDir, keyDir: undefined, mode: 'demo' }, false)
    const { keep, close } = openKeep(dataDir, openVault(stores.ring, stores.shelf))
    // A server that ran meanwhile keeps things, and is paired by none of them.
    keep.set('lease', 'line', new Uint8Array([1]))
    expect(await unpaired()).toHaveLength(1)
    pair(keep, pairedCreds())
    close()
    stores.close()
    expect(await unpaired()).toEqual([])
    expect(find(await diagnose(set, NOW, 'id'), 'channels', 'not_asked')).toHaveLength(1)
  })
})
