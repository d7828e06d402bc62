/** @module Canaries, and everybody who puts them everywhere: residents on the web and on WhatsApp, staff, a platform, a failing disk. */

import { app } from '../../src/app.ts'
import { StoreUnavailable } from '../../src/core/errors.ts'
import type { Line } from '../../src/core/message.ts'
import { sha256 } from '../../src/pages/assets.ts'
import { HEAD } from '../office/roster/world.ts'
import type { AccessWorld, Person } from '../support/access-world.ts'
import { CONSOLE_ORIGIN } from '../support/console-world.ts'
import { bytesOf, signatureOf } from '../support/emulators/whatsapp/bodies.ts'
import { visitor } from '../support/web-world.ts'

/** Serials 0000 are given to nobody; the words are no words. */
export const CANARIES = {
  nik: '3275014408900000',
  otherNik: '9975014408900123',
  phone: '6281299990000',
  name: 'Zubkanari',
  story: 'tergelincirkanari',
  password: 'sandi kanari yang panjang sekali',
  header: 'kepalakanari',
  path: 'jalankanari',
  token: 'EAAkanariTokenOfTests0123456789',
  appSecret: 'rahasiakanari-app',
  verify: 'rahasiakanari-verify',
}
export const ALL = Object.values(CANARIES)

/** `someone` is a resident at a browser. */
export type Scene = { world: AccessWorld; someone: ReturnType<typeof visitor>; supervisor: Person }

const PHOTO = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
    'base64',
  ),
)

const FROM = CANARIES.phone
const whatsapp = async (world: AccessWorld, ...messages: object[]) => {
  const body = bytesOf({
    object: 'whatsapp_business_account',
    entry: [
      {
        changes: [
          {
            value: {
              metadata: { phone_number_id: '1' },
              contacts: [{ wa_id: FROM, profile: { name: `${CANARIES.name} ${CANARIES.nik}` } }],
              messages: messages.map((one, n) => ({
                from: FROM,
                id: `wamid.${CANARIES.path}.${n}.${JSON.stringify(one).length}`,
                timestamp: String(Math.floor(world.now() / 1000)),
                ...one,
              })),
            },
          },
        ],
      },
    ],
  })
  const headers = { 'x-hub-signature-256': signatureOf(body, CANARIES.appSecret) }
  const answer = await app.request(
    `${CONSOLE_ORIGIN}/hooks/whatsapp`,
    { method: 'POST', headers, body },
    world.service.web,
  )
  // This platform keeps no order: what it brings waits a moment for what was written before it.
  world.pass(5_000)
  world.service.wake()
  await world.service.quiet()
  return answer.status
}

export async function chatIds({ world, someone }: Scene): Promise<string[]> {
  const address = await sha256(`visitor|${someone.jar.get('tamu')}`)
  const lines: Line[] = [
    { channel: 'web', account: 'web', address },
    { channel: 'whatsapp_cloud', account: '1', address: FROM },
  ]
  return (await Promise.all(lines.map((one) => world.service.chats.find(one)))).filter(
    (id) => id !== undefined,
  )
}

/** All canaries, everywhere a person can put words. */
export async function plant(scene: Scene): Promise<void> {
  const { world, someone, supervisor } = scene
  const { nik, name, story, phone, header, path } = CANARIES
  const all = `${name} ${nik} ${phone} ${story}`
  const headers = {
    'user-agent': `${header} ${nik}`,
    'x-forwarded-for': `${header}, ${nik}`,
    'x-request-id': all,
  }
  let keys = 0
  const say = async (text: string) => {
    await someone.post({ key: `kunci-000${++keys}`, text }, headers)
    await world.service.quiet()
  }
  for (const text of [
    'mau lapor kecelakaan kerja',
    `nama saya ${name}`,
    all,
    `nik ${nik.replace(/(....)/g, '$1 ')}`,
    'petugas',
  ])
    await say(text)
  const form = new FormData()
  form.set('key', 'kunci-foto')
  form.set('text', all)
  form.set('photo', new File([PHOTO], `../../${name}\r\n${nik}.png`, { type: 'image/png' }))
  await someone.request('/pesan', {
    method: 'POST',
    body: form,
    headers: { ...headers, 'sec-fetch-site': 'same-origin' },
  })
  await world.service.quiet()
  for (const where of [
    `/${path}/${nik}?${name}=${nik}`,
    `/berkas/${name}${nik}`,
    `/ringkasan/${nik}`,
    `/aset/${name}`,
    `/?lihat=${nik}&baru=${name}`,
  ])
    await someone.request(where, { headers })
  await someone.postJson({ key: 'kunci-0009', text: { [name]: nik } }, headers)
  await whatsapp(
    world,
    { type: 'text', text: { body: all } },
    { type: 'image', image: { id: `1${nik}`, caption: all, mime_type: 'image/jpeg' } },
    {
      type: 'document',
      document: { id: '2', filename: `${name} ${nik}.pdf`, caption: nik, mime_type: 'application/pdf' },
    },
    { type: 'location', location: { latitude: 1, longitude: 2, name: `${name} ${nik}`, address: story } },
    { type: 'contacts', contacts: [{ name: { formatted_name: name }, phones: [{ phone: nik }] }] },
    {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: nik, title: `${name} ${nik}` } },
    },
    { type: name, [name]: { nik } },
  )
  const { browser } = supervisor
  await world
    .browser()
    .post('/console/masuk', { login: `${name}${nik}`, password: CANARIES.password, code: nik })
  for (const chatId of await chatIds(scene)) {
    await browser.post(`/console/chat/${chatId}/ambil`)
    await browser.text(`/console/chat/${chatId}`)
    await browser.post(`/console/chat/${chatId}/catatan`, { catatan: all, kunci: `kunci-${chatId}` })
    await browser.request(`/console/chat/${nik}${name}`)
  }
  await browser.post('/console/cari', { q: name })
  const upload = new FormData()
  const line = `${CANARIES.otherNik};${name};Jl. ${story};${phone}`
  upload.append('berkas', new File([`${HEAD}\n${line}`], `daftar ${nik}.csv`))
  await browser.request('/console/peserta/unggah/people', { method: 'POST', body: upload })
  await world.service.quiet()
  await browser.post('/console/peserta/cari', { nomor: nik, alasan: 'counter' })
}

/** The pages of the secure form on their whole way: what somebody at the counter's computer would see. */
export async function fillForm({ world }: Scene): Promise<string[]> {
  const someone = visitor(world.service.web)
  for (const [n, text] of ['apakah saya terdaftar di sigap?', 'cek di daftar'].entries()) {
    await someone.post({ key: `kunci-f00${n}`, text })
    await world.service.quiet()
  }
  const [path = '/f/no-link'] = /\/f\/[\w-]{43}/.exec(await someone.text('/')) ?? []
  const { nik, otherNik, name } = CANARIES
  const headers = { origin: CONSOLE_ORIGIN, 'sec-fetch-site': 'same-origin' }
  const post = async (fields: Record<string, string>) =>
    await someone.request(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  const answers = [
    await someone.request(path),
    await post({ nik: `${name} ${nik}`, kk: otherNik.slice(1) }),
    await post({ nik, kk: otherNik }),
    await someone.request('/f/diterima'),
    await post({ nik, kk: otherNik }),
    await someone.request(path),
    await someone.request(`/f/${nik}`),
    await someone.request(`/f/${name}`),
  ]
  world.pass(15_000)
  world.service.wake()
  await world.service.quiet()
  return await Promise.all(
    answers.map(async (one) => `${one.status} ${[...one.headers].join()} ${await one.text()}`),
  )
}

/** Faults of ours and of the disk whose words hold canaries: what residents are then told. */
export async function provoke({ world }: Scene): Promise<string[]> {
  const words = `insert into x values ('${CANARIES.nik}', '${CANARIES.name}')`
  const sqlFault = Object.assign(new Error(`Failed query: ${words}`), {
    params: [CANARIES.nik],
    query: words,
  })
  const { chats } = world.service.web
  const answers: string[] = []
  for (const fault of [
    sqlFault,
    new StoreUnavailable(words, sqlFault),
    new TypeError(words, { cause: sqlFault }),
  ]) {
    const broken = {
      ...world.service.web,
      chats: { ...chats, find: () => Promise.reject(fault), receive: () => Promise.reject(fault) },
    }
    const stranger = visitor(broken)
    stranger.jar.set('tamu', 'b'.repeat(64))
    for (const answer of [
      await stranger.request('/'),
      await stranger.post({ key: 'kunci-0001', text: 'halo' }),
      await stranger.request('/stream'),
    ])
      answers.push(`${await answer.text()} ${[...answer.headers].join()}`)
    world.service.log.error({ event: 'e', code: words, err: fault } as never)
  }
  return answers
}

export async function readExports({ world, supervisor }: Scene): Promise<string[]> {
  const { browser } = supervisor
  const admin = await world.admin()
  return [
    await browser.text('/console/laporan/unduh'),
    await browser.text('/console/kata/contoh.tsv'),
    await browser.text('/console/angka'),
    await admin.browser.text('/console/jejak/unduh'),
    await admin.browser.text('/console/jejak'),
  ]
}
