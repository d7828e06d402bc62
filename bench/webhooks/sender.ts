/** @module Posts messages as Meta does, each at its time, whatever became of those before it. */

import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { quantile } from '../section.ts'

export type Target = { url: string; appSecret: string; phoneNumberId: string }
export type Load = {
  /** Posts a second. */
  rate: number
  seconds: number
  /** The number of the first message: no two of one server have the same. */
  from: number
}
/** `ack` in milliseconds from the time that a post should have left; `late` is by how much it left later, p99. */
export type Posted = { ack: number[]; refused: number; late: number }

const PEOPLE = 5_000
/** Numbers of no network: 62 99 … */
const FIRST_NUMBER = 629_900_000_000
/** What people write most: questions, a beginning of a flow, courtesies. */
const TEXTS = [
  'halo',
  'apa itu sigap?',
  'berapa iurannya',
  'bang mau cek sigap',
  'di mana kantornya',
  'makasih ya',
  'syarat klaim apa aja',
  'menu',
]
const LEAD_MS = 1_000
/** As long as Meta is said to wait. */
const GIVE_UP_MS = 20_000

export async function postAll(target: Target, { rate, seconds, from }: Load): Promise<Posted> {
  const count = rate * seconds
  const startsAt = Date.now() + LEAD_MS
  const posts = Array.from({ length: count }, (_, n) =>
    postOf(target, from + n, startsAt + (n * 1000) / rate),
  )
  const agent = new Agent({ keepAlive: true, maxSockets: 1_000 })
  const start = performance.now() + startsAt - Date.now()
  const [ack, late]: [number[], number[]] = [[], []]
  let refused = 0
  await new Promise<void>((done) => {
    let next = 0
    let open = count
    const landed = (due: number, status: number) => {
      ack.push(performance.now() - due)
      if (status !== 200) refused += 1
      open -= 1
      if (open === 0) done()
    }
    const tick = () => {
      for (; next < count; next += 1) {
        const due = start + (next * 1000) / rate
        const behind = performance.now() - due
        if (behind < 0) break
        late.push(behind)
        const post = posts[next]
        if (post !== undefined) send(target.url, agent, post, (status) => landed(due, status))
      }
      if (next < count) setTimeout(tick, 1)
    }
    tick()
  })
  agent.destroy()
  return { ack, refused, late: Math.round(quantile(late, 0.99)) }
}

type Post = { body: string; signature: string }

function postOf({ appSecret, phoneNumberId }: Target, n: number, at: number): Post {
  const from = String(FIRST_NUMBER + (n % PEOPLE))
  const message = {
    from,
    id: `wamid.${Buffer.from(`bench.${n}`).toString('base64')}`,
    timestamp: String(Math.floor(at / 1000)),
    type: 'text',
    text: { body: TEXTS[n % TEXTS.length] },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '622188888888', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Warga' }, wa_id: from }],
    messages: [message],
  }
  const entry = [{ id: '102290129340398', changes: [{ field: 'messages', value }] }]
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry })
  return { body, signature: `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` }
}

function send(url: string, agent: Agent, { body, signature }: Post, landed: (status: number) => void): void {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-hub-signature-256': signature,
  }
  const post = request(url, { method: 'POST', agent, headers, timeout: GIVE_UP_MS }, (response) => {
    response.resume()
    response.once('end', () => landed(response.statusCode ?? 0))
  })
  post.once('timeout', () => post.destroy(new Error('no answer')))
  post.once('error', () => landed(0))
  post.end(body)
}
