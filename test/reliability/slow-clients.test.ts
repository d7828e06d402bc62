/** @module T16. Clients that drip are cut, those that are only slow are not, and nothing of them stays. */

import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { cutSlow, type Limits, slowOptions } from '../../src/cli/slow-clients.ts'
import { DRIPS, drip } from '../support/torture/drips.ts'
import { figure } from '../support/torture/figures.ts'

/** A twentieth of what the server gives. */
const limits: Limits = { headersMs: 750, graceMs: 750, leastBytesASecond: 500, lookMs: 250 }
let close = async () => {}
afterEach(async () => await close())

async function listen() {
  const bodies: number[] = []
  const server = createServer(slowOptions(limits), (request, response) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    request.on('end', () => {
      bodies.push(bytes)
      response.end('ok')
    })
  })
  const stop = cutSlow(server, limits)
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  close = async () => {
    stop()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  const open = () =>
    new Promise<number>((done, fail) => server.getConnections((error, n) => (error ? fail(error) : done(n))))
  return { port: (server.address() as AddressInfo).port, bodies, open }
}

it('cuts who says nothing, and who drips headers or a body, and keeps no socket of them', async () => {
  const { port, open, bodies } = await listen()
  const ms = await Promise.all(DRIPS.flatMap((how) => [1, 2, 3].map(() => drip(port, how, 50, 20_000))))
  figure('T16', 'clients that drip, at a twentieth of the limits', {
    clients: ms.length,
    cut_after_ms_at_most: Math.round(Math.max(...ms)),
  })
  expect(bodies).toEqual([])
  await expect.poll(open).toBe(0)
})

it('waits for a photo over a bad line', async () => {
  const { port, bodies } = await listen()
  const socket = connect(port, 'localhost')
  socket.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 30000\r\nconnection: close\r\n\r\n')
  // Longer than the patience for those that drip.
  for (let n = 0; n < 30; n++) {
    socket.write('x'.repeat(1_000))
    await new Promise((done) => setTimeout(done, 50))
  }
  const answer = await new Promise<string>((done) =>
    socket.once('data', (chunk: Buffer) => done(chunk.toString())),
  )
  expect(answer).toContain('200 OK')
  expect(bodies).toEqual([30_000])
  socket.destroy()
})

it('lets an answer stream for as long as it likes', async () => {
  const server = createServer(slowOptions(limits), (_request, response) => {
    response.write('a')
    setTimeout(() => response.end('z'), 2_500)
  })
  const stop = cutSlow(server, limits)
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const { port } = server.address() as AddressInfo
  expect(await (await fetch(`http://localhost:${port}`)).text()).toBe('az')
  stop()
  await new Promise((done) => server.close(done))
})
