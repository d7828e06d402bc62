/** @module A member of staff at work: take, reply, note, hand back, cases; two at once; what residents wrote on the screen. */

import { describe, expect, it } from 'vitest'
import { sayIn } from '../../src/cli/office-texts.ts'
import { readCommand } from '../../src/cli/staff/command.ts'
import { makeStaffSession, type StaffNews } from '../../src/cli/staff/session.ts'
import { newsLines, resultLines, type Voice } from '../../src/cli/staff/words.ts'
import { AT, aCase, staffWorld } from './world.ts'

const voice: Voice = { say: sayIn('id'), language: 'id', now: () => new Date(AT), paint: (_, text) => text }

async function atWork(chatIds?: string[]) {
  const world = await staffWorld(chatIds)
  let keys = 0
  const sit = async (name: string) => {
    const news: StaffNews[] = []
    const staff = { id: name, name }
    const session = makeStaffSession(
      await world.client(),
      staff,
      () => `k${++keys}`,
      (one) => news.push(one),
    )
    const run = async (line: string) => {
      const command = readCommand(line)
      if ('unread' in command) throw new Error(`${command.unread}: ${line}`)
      return session.run(command)
    }
    return { run, news, session }
  }
  return { ...world, sit }
}

describe('staff at a terminal', () => {
  it('read how each line stands, with its name where it has one', () => {
    const line = { set: true, missing: [], link: 'idle' as const }
    const lines = resultLines(voice, {
      type: 'channels',
      lines: [
        { ...line, channel: 'web' },
        { ...line, channel: 'telegram', name: '@sigap_bot' },
      ],
    })
    expect(lines).toEqual(['web: siap', 'Telegram @sigap_bot: siap'])
  })

  it('read of a line in trouble, and since when it is well again', () => {
    const alarm = { id: 'a', at: AT, chatId: '', reason: 'token_refused', topic: 'whatsapp_cloud' }
    const lines = resultLines(voice, { type: 'alarms', alarms: [alarm, { ...alarm, overAt: AT + 60_000 }] })
    expect(lines[0]).toContain('WhatsApp · Token ditolak')
    expect(lines[0]).not.toContain('PULIH')
    expect(lines[1]).toMatch(/· PULIH sejak \d\d\.\d\d/)
  })

  it('see who is answered from the phone of the line, numbered like the others', async () => {
    const { sit, ports } = await atWork(['c1', 'c2'])
    const phoned = ports.state.get('c2')
    if (phoned) phoned.owner = 'staff:phone'
    const { run } = await sit('ani')
    const lines = resultLines(voice, await run('daftar'))
    expect(lines[0]).toBe('1 orang menunggu:')
    expect(lines[2]).toMatch(/^Dijawab dari ponsel layanan \(1\)\. .* ambil dulu:$/)
    expect(lines[3]).toMatch(/^2\. .* c2$/)
    expect(resultLines(voice, await run('lihat 2'))[0]).toBe(
      'Percakapan c2 · web · dijawab dari ponsel layanan',
    )
  })

  it('take, answer, note and hand back', async () => {
    const { sit, ports } = await atWork()
    const { run } = await sit('ani')
    expect(await run('daftar')).toMatchObject({ type: 'list', queue: [{ chatId: 'c1' }, { chatId: 'c2' }] })
    expect(await run('ambil 1')).toMatchObject({ type: 'taken', chat: { chatId: 'c1', owner: 'staff:ani' } })
    expect(await run('balas  Selamat pagi,  Bapak/Ibu')).toEqual({ type: 'sent' })
    expect(await run('catatan perlu ditelepon')).toEqual({ type: 'noted' })
    expect(await run('kembalikan lanjut')).toEqual({ type: 'handed_back', to: 'resume' })
    const c1 = ports.state.get('c1')
    expect(c1?.lines.map(({ from, text }) => `${from}: ${text}`)).toEqual([
      'staff: Selamat pagi,  Bapak/Ibu',
      'note: perlu ditelepon',
    ])
    expect(c1?.owner).toBe('bot')
    expect(await run('balas lagi')).toEqual({ type: 'no_chat_in_hand' })
  })

  it('see new lines of the chat in hand once each, in order', async () => {
    const { sit, ports } = await atWork()
    const { run, news } = await sit('ani')
    ports.add('c1', 'resident', 'halo')
    await run('ambil c1')
    for (let n = 1; n <= 20; n += 1) ports.add('c1', 'resident', `pesan ${n}`)
    const seen = () => news.flatMap((one) => (one.type === 'lines' ? one.lines.map(({ text }) => text) : []))
    await expect.poll(seen).toHaveLength(20)
    expect(seen()).toEqual(Array.from({ length: 20 }, (_, n) => `pesan ${n + 1}`))
  })

  it('are told when the chat in hand went back without them', async () => {
    const { sit, ports } = await atWork()
    const { run, news } = await sit('ani')
    await run('ambil c1')
    const c1 = ports.state.get('c1')
    if (c1) c1.owner = 'queue'
    ports.add('c1', 'system', 'Percakapan kembali ke antrean.')
    await expect.poll(() => news.at(-1)).toEqual({ type: 'lost', chatId: 'c1', owner: 'queue' })
    expect(await run('balas halo')).toEqual({ type: 'no_chat_in_hand' })
  })

  it('cannot both take one chat: one wins, the other is told who has it', async () => {
    const { sit } = await atWork(['c1'])
    const [ani, budi] = [await sit('ani'), await sit('budi')]
    const results = await Promise.all([ani.run('ambil c1'), budi.run('ambil c1')])
    expect(results.map(({ type }) => type).sort()).toEqual(['refused', 'taken'])
    const refused = results.find(({ type }) => type === 'refused')
    const winner = results[0]?.type === 'taken' ? 'ani' : 'budi'
    expect(refused).toEqual({ type: 'refused', why: 'owned', owner: `staff:${winner}` })
    expect(refused && resultLines(voice, refused)).toEqual([`Sudah dipegang: dipegang petugas ${winner}.`])
  })

  it('pick up their own chat again after the terminal was closed', async () => {
    const { sit } = await atWork()
    await (await sit('ani')).run('ambil c1')
    const again = await sit('ani')
    expect(await again.run('daftar')).toMatchObject({ mine: [{ chatId: 'c1' }] })
    expect(await again.run('ambil 2')).toMatchObject({ type: 'taken', chat: { chatId: 'c1' } })
  })

  it('read and change a case', async () => {
    const { sit, ports } = await atWork()
    ports.cases.push(aCase())
    const { run } = await sit('ani')
    expect(await run('laporan')).toMatchObject({ type: 'cases', cases: [{ number: 'SGP-0000-0059' }] })
    expect(await run('laporan selesai')).toEqual({ type: 'cases', cases: [] })
    const changed = await run('ubah SGP-0000-0059 kurang-berkas Mohon kirim foto KTP')
    expect(changed).toMatchObject({
      type: 'changed',
      case: { state: 'needs_papers', note: 'Mohon kirim foto KTP' },
    })
    expect(await run('laporan SGP-0000-0059 forwarded')).toMatchObject({ case: { state: 'forwarded' } })
    expect(await run('ubah SGP-1111-1111 done')).toEqual({ type: 'not_found', what: 'SGP-1111-1111' })
  })

  it('hear of a chat or a number that does not exist', async () => {
    const { sit } = await atWork()
    const { run } = await sit('ani')
    expect(await run('ambil 9')).toMatchObject({ type: 'refused', why: 'unknown_chat' })
    expect(await run('lihat tidak-ada')).toEqual({ type: 'not_found', what: 'tidak-ada' })
    expect(await run('lihat')).toEqual({ type: 'no_chat_in_hand' })
  })
})

describe('commands', () => {
  it.each([
    ['', 'unknown'],
    ['halo', 'unknown'],
    ['constructor', 'unknown'],
    ['ambil', 'incomplete'],
    ['balas', 'incomplete'],
    ['balas   ', 'incomplete'],
    ['kembalikan pulang', 'incomplete'],
    ['ubah SGP-0000-0059', 'incomplete'],
    ['ubah SGP-0000-0059 toString', 'incomplete'],
    ['{"command":"take"}', 'incomplete'],
    ['{oops', 'incomplete'],
  ])('"%s" is %s', (line, unread) => {
    expect(readCommand(line)).toMatchObject({ unread })
  })

  it('may be JSON', () => {
    expect(readCommand('{"command":"reply","text":"baris 1\\nbaris 2"}')).toEqual({
      command: 'reply',
      text: 'baris 1\nbaris 2',
    })
  })
})

it('shows what a resident wrote without letting it move the cursor or turn the line', () => {
  const text = 'aman\u001b[2J\u202Egnp.exe\u0007\r\nbaris dua\u009b31m'
  const lines = [{ seq: 1, id: '1', at: AT, from: 'resident' as const, text }]
  expect(newsLines(voice, { type: 'lines', chatId: 'c1', lines })).toEqual([
    '09.00 Warga: aman[2Jgnp.exe\n      baris dua31m',
  ])
})

it('shows notes of staff and who has the chat, not what only an engineer wants to know', () => {
  const note = (text: string) => ({ seq: 1, id: '1', at: AT, from: 'note' as const, text })
  const lines = ['understood', 'own: staff:ani', 'own: queue', 'perlu ditelepon'].map(note)
  expect(newsLines(voice, { type: 'lines', chatId: 'c1', lines })).toEqual([
    '09.00 Catatan: dipegang petugas ani',
    '09.00 Catatan: menunggu petugas',
    '09.00 Catatan: perlu ditelepon',
  ])
})

it('shows how the lines stand, with the code to scan', async () => {
  const { run } = await (await atWork()).sit('ani')
  const result = await run('saluran')
  const words = resultLines(voice, result).join('\n')
  expect(words).toContain('Telegram @tanya_demo_bot: TERPUTUS')
  expect(words).toContain('token bot yang sama')
  expect(words).toMatch(/[▀▄█]{10}/)
})
