/** @module What staff change in a case and ask its resident: with history, for one hand at a time. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleWorld, consoleWorld } from '../support/console-world.ts'
import { filed, handOn, pathOf, peopleOf, where } from './cases-world.ts'

let world: ConsoleWorld
const { someone, ani, budi } = peopleOf(() => world)

beforeAll(async () => {
  world = await consoleWorld()
})
afterAll(() => world.stop())

describe('an edit', () => {
  const edit = async (number: string, change: Record<string, string>, desk = ani()) => {
    const action = pathOf(number, '/ubah')
    return await desk.post(action, { ...(await handOn(desk, action, action)), ...change })
  }

  it('keeps what stood there in the history, sealed', async () => {
    const number = await filed(world, someone())
    expect(where(await edit(number, { name: 'Budi Contoh Dua', sex: 'male' }))).toContain('kabar=diubah')
    expect(
      world.audited.find(({ action, subject }) => action === 'cases.edit' && subject === number),
    ).toMatchObject({
      fields: ['name', 'sex'],
    })
    const html = await ani().text(pathOf(number))
    expect(html).toContain('<del>Budi Contoh</del> → <ins>Budi Contoh Dua</ins>')
    expect(html).toContain('Contoh ani')
  })

  it('changes what the resident reads on their own page', async () => {
    const number = await filed(world, someone())
    await edit(number, { name: 'Nama Baru' })
    expect((await world.service.office.case(number))?.summary).toContainEqual({
      label: 'Nama',
      value: 'Nama Baru',
    })
  })

  it('moves the deadline with the hour of the accident, and the place with its code', async () => {
    const number = await filed(world, someone())
    await edit(number, { when: '2026-11-20T10:00', place: 'Jalan Contoh', place_code: '3275041003' })
    const file = await world.service.office.case(number)
    expect(new Date(file?.deadlineAt ?? 0).toISOString()).toBe('2026-11-22T03:00:00.000Z')
    const html = await ani().text(pathOf(number))
    expect(html).toContain('Lapor terlambat')
    expect(html).toMatch(/lewat \d+ hari/)
  })

  it('writes nothing when one field cannot be right, and says which', async () => {
    const number = await filed(world, someone())
    const answer = await edit(number, {
      when: '2027-01-01T10:00',
      phone: 'bukan nomor',
      name: 'Tidak Tersimpan',
    })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('2 isian belum benar')
    expect(html).toContain('value="Tidak Tersimpan"')
    expect(await ani().text(pathOf(number))).not.toContain('Tidak Tersimpan')
  })

  it('masks a number of sixteen digits before it is kept', async () => {
    const number = await filed(world, someone())
    await edit(number, { address: 'NIK 3275010101900000 di Jalan Contoh' })
    const html = await ani().text(pathOf(number))
    expect(html).toContain('3275••••••••0000')
    expect(html).not.toContain('3275010101900000')
  })

  it('is refused to whoever comes second, with all that was typed', async () => {
    const number = await filed(world, someone())
    const action = pathOf(number, '/ubah')
    const theirs = await handOn(budi(), action, action)
    await edit(number, { job: 'sopir' })
    const answer = await budi().post(action, { ...theirs, job: 'tukang' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('value="tukang"')
    expect(await ani().text(pathOf(number))).not.toContain('tukang')
  })
})

describe('a question to the resident', () => {
  const ask = async (number: string, desk = ani()) => {
    const action = pathOf(number, '/tanya')
    const page = `${action}?isian=sex&isian=born`
    return await desk.post(action, {
      ...(await handOn(desk, page, action)),
      isian: ['sex', 'born'],
      pesan: 'Mohon kirim tanggal lahir.',
    })
  }

  it('is shown before it is sent, and sends nothing by being looked at', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const chatId = await world.service.chats.find({ channel: 'web', account: 'web', address: resident })
    const before = (await world.service.chats.read(chatId ?? '', { forStaff: true }))?.lines.length
    const html = await ani().text(pathOf(number, '/tanya?isian=sex&isian=born'))
    expect(html).toContain('- Jenis kelamin\n- Tanggal lahir')
    expect(html).toContain('bot diam')
    expect((await world.service.chats.read(chatId ?? '', { forStaff: true }))?.lines.length).toBe(before)
  })

  it('takes the chat, so that the answer comes to a person and the bot stays silent', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    expect(where(await ask(number))).toContain('kabar=ditanyakan')
    const chatId = await world.writes(resident, 'laki-laki, lahir 1 Mei 1980')
    const chat = await world.service.chats.read(chatId, { forStaff: true })
    expect(chat?.owner).toBe('staff:ani')
    const asked = chat?.lines.findIndex(({ text }) => text === 'Mohon kirim tanggal lahir.') ?? -1
    expect(asked).toBeGreaterThan(0)
    expect(chat?.lines.slice(asked).map(({ from }) => from)).not.toContain('bot')
    expect(await ani().text(pathOf(number))).toContain('2 isian ditanyakan ke warga')
  })

  it('pressed twice is sent once', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const action = pathOf(number, '/tanya')
    const hand = await handOn(ani(), `${action}?isian=sex`, action)
    const form = { ...hand, isian: 'sex', pesan: 'Satu kali saja.' }
    const answers = [await ani().post(action, form), await ani().post(action, form)]
    expect(answers.map(where)).toEqual(Array(2).fill(`${pathOf(number)}?kabar=ditanyakan`))
    const chatId = await world.service.chats.find({ channel: 'web', account: 'web', address: resident })
    const chat = await world.service.chats.read(chatId ?? '', { forStaff: true })
    expect(chat?.lines.filter(({ text }) => text === 'Satu kali saja.')).toHaveLength(1)
  })

  it('is not sent into a chat that a colleague holds, who is named', async () => {
    const resident = someone()
    const number = await filed(world, resident)
    const action = pathOf(number, '/tanya')
    const hand = await handOn(ani(), `${action}?isian=sex`, action)
    const chatId = await world.writes(resident, 'halo')
    await world.service.chats.act(chatId, 'take.budi', { act: 'take', staffId: 'budi' })
    await budi().text('/console/laporan')
    expect(await ani().text(pathOf(number, '/tanya?isian=sex'))).toContain('dipegang Contoh budi')
    expect(where(await ani().post(action, { ...hand, isian: 'sex', pesan: 'Jangan terkirim' }))).toContain(
      'kabar=owned',
    )
    const chat = await world.service.chats.read(chatId, { forStaff: true })
    expect(chat?.lines.map(({ text }) => text)).not.toContain('Jangan terkirim')
  })
})
