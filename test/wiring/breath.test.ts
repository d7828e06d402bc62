/** @module A breath takes in all who knock at the door, however much work each round of the loop does. */

import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { breatheWith } from '../../src/wiring/office-deps.ts'

const CALLERS = 40

it('a breath lasts until nobody new comes in', async () => {
  let taken = 0
  const server = createServer((socket) => {
    taken += 1
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const callers = Array.from({ length: CALLERS }, () => connect(port, '127.0.0.1'))
  await breatheWith(() => taken)()
  expect(taken).toBe(CALLERS)
  for (const caller of callers) caller.destroy()
  server.close()
})

it('and ends although somebody comes in all the time', async () => {
  let taken = 0
  await breatheWith(() => taken++)()
  expect(taken).toBeGreaterThan(CALLERS)
})
