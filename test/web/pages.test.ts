/** @module The residents' pages through their front door: `app.request` with fakes as bindings. */

import { describe, expect, it } from 'vitest'
import { MAX_TEXT_CHARS } from '../../src/engine/limits.ts'
import { READ_CHARS } from '../../src/web/limits.ts'
import { START_AT, texts, visitor, webWorld } from '../support/web-world.ts'

const KEY = 'kunci-0001'

describe('the first page', () => {
  it('is whole HTML in Indonesian, with a box to write in and things to press', async () => {
    const html = await visitor(webWorld()).text('/')
    expect(html).toMatch(/^<!DOCTYPE html><html lang="id"/)
    expect(html).toContain('name="text"')
    expect(html).toContain('Apakah saya bisa dapat SIGAP?')
    expect(html).toContain('Telepon 112')
  })

  it('creates no chat', async () => {
    const world = webWorld()
    await visitor(world).text('/')
    expect(() => world.chats.chatId()).toThrow('nobody has written')
  })

  it.each(['/', '/tentang', '/tidak-ada'])(
    'says on %s that this is a demo and no official service',
    async (path) => {
      expect(await visitor(webWorld()).text(path)).toContain('bukan layanan resmi Pemerintah Kota Bekasi')
    },
  )

  it('says whose service it is once the operator has declared it official', async () => {
    const world = webWorld({ service: { name: 'Dinas Tenaga Kerja', official: true } })
    const html = await visitor(world).text('/')
    expect(html).toContain('Dinas Tenaga Kerja')
    expect(html).not.toContain('Demo.')
  })

  it('leaves out the emergency number when that fact may not be told', async () => {
    const html = await visitor(webWorld({ facts: () => ({}) })).text('/')
    expect(html).not.toContain('class="emergency"')
    expect(html).not.toContain('fact_')
  })
})

describe('a message by form', () => {
  it('is answered on the page that follows', async () => {
    const someone = visitor(webWorld())
    await someone.text('/')
    const response = await someone.post({ key: KEY, text: 'halo' })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/#akhir'])
    const html = await someone.text('/')
    expect(html).toContain('Anda menulis: halo')
    expect(html).not.toContain('id="welcome"')
  })

  it('is taken once when the same form is sent twice', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    await someone.post({ key: KEY, text: 'halo' })
    expect(world.chats.received).toHaveLength(1)
  })

  it('is another message when other words are sent from the same page, as after a step back', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    await someone.post({ key: KEY, text: 'halo juga' })
    expect(world.chats.received).toHaveLength(2)
  })

  it('comes from a line that tells nothing of the visitor, and the token itself is not in it', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    const token = someone.jar.get('tamu')
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect(world.chats.received[0]).toMatchObject({ channel: 'web', account: 'web', at: START_AT })
    expect(world.chats.received[0]?.address).toMatch(/^[0-9a-f]{64}$/)
    expect(world.chats.received[0]?.address).not.toBe(token)
  })

  it('is seen by nobody else', async () => {
    const world = webWorld()
    await visitor(world).post({ key: KEY, text: 'rahasia saya' })
    expect(await visitor(world).text('/')).not.toContain('rahasia saya')
  })

  it('that is empty is asked for again', async () => {
    const response = await visitor(webWorld()).post({ key: KEY, text: '  \n ' })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Pesannya masih kosong')
  })

  it('that is too long comes back in the box with a sentence, and nothing is sent', async () => {
    const world = webWorld()
    const long = 'panjang '.repeat(1_100)
    const response = await visitor(world).post({ key: KEY, text: long })
    const html = await response.text()
    expect(response.status).toBe(413)
    expect(html).toContain('Pesannya terlalu panjang')
    expect(html).toContain(long.trim())
    expect(world.chats.received).toHaveLength(0)
  })

  it('of more than the bot reads is kept whole and told so', async () => {
    expect(READ_CHARS).toBe(MAX_TEXT_CHARS)
    const someone = visitor(webWorld())
    const long = 'ا'.repeat(READ_CHARS + 1)
    await someone.post({ key: KEY, text: long })
    const html = await someone.text('/')
    expect(html).toContain(long)
    expect(html).toContain('Asisten membaca 2.000 huruf pertama')
  })

  it.each([
    ['emoji', '👷🏽‍♀️ jatuh 😭🇮🇩'],
    ['Arabic letters', 'السلام عليكم pak'],
    ['a lone surrogate', 'rusak \ud83d di sini'],
    ['control signs', 'satu\u0000dua\u001b[31m'],
  ])('with %s arrives in a form that can be shown', async (_label, text) => {
    const world = webWorld()
    await visitor(world).postJson({ key: KEY, text })
    const content = world.chats.received[0]
    if (content?.type !== 'message' || content.content.type !== 'text') throw new Error('no text came in')
    expect(Buffer.from(content.content.text).toString()).toBe(content.content.text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must be gone
    expect(content.content.text).not.toMatch(/[\u0000-\u0008\u001b]/)
  })

  it('that cannot be kept is not lost: it stands in the box, with a sentence', async () => {
    const { StoreUnavailable } = await import('../../src/core/errors.ts')
    const world = webWorld()
    world.chats.receive = async () => {
      throw new StoreUnavailable('disk full')
    }
    const response = await visitor(world).post({ key: KEY, text: 'tolong catat' })
    expect(response.status).toBe(503)
    const html = await response.text()
    expect(html).toContain('belum bisa disimpan')
    expect(html).toContain('tolong catat</textarea>')
    expect(JSON.stringify(world.logged)).not.toContain('tolong catat')
  })
})

describe('choices', () => {
  const asks = () => [
    {
      text: 'Apa pekerjaan Anda?',
      choices: [
        { id: 'a.kerja.ojek', label: 'Ojek' },
        { id: 'a.kerja.lain', label: 'Lainnya' },
      ],
    },
  ]

  it('are buttons with their numbers', async () => {
    const someone = visitor(webWorld({ answer: asks }))
    await someone.post({ key: KEY, text: 'halo' })
    const html = await someone.text('/')
    expect(html).toContain('<button type="submit" name="choice" value="a.kerja.ojek">')
    expect(html).toContain('<span class="number">2</span>')
  })

  it('arrive with the label that was offered, whatever the page claims', async () => {
    const world = webWorld({ answer: asks })
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    await someone.post({ key: 'kunci-0002', choice: 'a.kerja.ojek', label: '<b>palsu</b>' })
    expect(world.chats.received[1]).toMatchObject({
      content: { type: 'choice', id: 'a.kerja.ojek', label: 'Ojek' },
    })
  })
})

describe('a language', () => {
  it('is chosen for the page and stays', async () => {
    const someone = visitor(webWorld())
    expect(await someone.text('/?lang=en')).toContain('<html lang="en"')
    expect(await someone.text('/tentang')).toContain('What is kept')
  })

  const written = (world: ReturnType<typeof webWorld>) =>
    world.chats.received.map((one) =>
      one.type === 'message' && one.content.type === 'text' ? one.content.text : '',
    )

  it('chosen before the first message is the one the chat begins in', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.text('/?lang=en')
    await someone.post({ key: KEY, text: 'hello' })
    await someone.post({ key: 'kunci-0002', text: 'again' })
    expect(written(world)).toEqual(['hello', 'again'])
    const profiles = world.chats.received.map((one) => (one.type === 'message' ? one.profile : undefined))
    expect(profiles).toEqual([{ lang: 'en' }, undefined])
  })

  it('chosen later is told to the bot once, ahead of the next message', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'halo' })
    await someone.text('/?lang=en')
    await someone.post({ key: 'kunci-0002', text: 'hello' })
    await someone.post({ key: 'kunci-0003', text: 'again' })
    expect(written(world)).toEqual(['halo', 'English please', 'hello', 'again'])
  })

  it('has every text of these pages in both languages', () => {
    const keys = texts.keys().filter((key) => key.startsWith('web.'))
    expect(keys.length).toBeGreaterThan(100)
    expect(keys.filter((key) => !texts.has(key, 'id') || !texts.has(key, 'en'))).toEqual([])
  })
})

describe('a person', () => {
  it('who takes over and the bot that is back are said by role', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'petugas' })
    world.chats.own('queue')
    expect(await someone.text('/')).toContain('Menunggu petugas')
    world.chats.own('staff:siti')
    world.chats.say('staff', { text: 'Selamat pagi.' })
    const served = await someone.text('/')
    expect(served).toContain('Anda sedang dilayani petugas')
    expect(served).toContain('Petugas bergabung')
    expect(served).not.toContain('siti')
    world.chats.own('bot')
    world.chats.say('bot', { text: 'Saya lanjutkan.' })
    const back = await someone.text('/')
    expect(back).toContain('Asisten otomatis kembali')
    expect(back).not.toContain('Anda sedang dilayani petugas')
  })

  it('never shows a note of staff to the resident', async () => {
    const world = webWorld()
    const someone = visitor(world)
    await someone.post({ key: KEY, text: 'petugas' })
    world.chats.say('note', { text: 'catatan dalam' })
    expect(await someone.text('/')).not.toContain('catatan dalam')
  })
})

describe('without script', () => {
  it('shows an answer of several parts whole, also when the parts come one after the other', async () => {
    const world = webWorld()
    const someone = visitor(world)
    const { follow } = world.chats
    world.chats.follow = (chatId, wake) => {
      setTimeout(() => world.chats.say('bot', { text: 'bagian kedua' }), 50)
      return follow(chatId, wake)
    }
    await someone.post({ key: KEY, text: 'halo' })
    expect(world.chats.received).toHaveLength(1)
    expect(await someone.text('/')).toContain('bagian kedua')
  })

  it('looks again by itself while the bot has not answered, and no longer then', async () => {
    const world = webWorld()
    const someone = visitor(world)
    world.chats.hold()
    await someone.post({ key: KEY, text: 'halo' })
    expect(await someone.text('/')).toContain('<meta http-equiv="refresh" content="3;url=/?lihat=1#akhir"')
    expect(await someone.text('/?lihat=10')).not.toContain('http-equiv="refresh"')
    world.chats.release()
    expect(await someone.text('/')).not.toContain('http-equiv="refresh"')
  })

  it('says when the browser keeps no cookie, since the next message would begin anew', async () => {
    expect(await visitor(webWorld()).text('/?baru=1')).toContain('menolak kuki')
  })
})
