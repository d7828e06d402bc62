/** @module What whoever runs the machine may ask, and what a fault of ours tells. */

import { describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { visitor, webWorld } from '../support/web-world.ts'

describe('for whoever runs the machine', () => {
  it('is up at once and ready only when it may be given work', async () => {
    const busy = webWorld({ ready: () => false })
    expect((await app.request('/healthz', {}, busy)).status).toBe(200)
    expect((await app.request('/readyz', {}, busy)).status).toBe(503)
    expect((await app.request('/readyz', {}, webWorld())).status).toBe(200)
  })

  it('logs a fault of ours once, and tells the reader nothing of it', async () => {
    const world = webWorld()
    world.chats.find = async () => {
      throw new Error('rahasia di dalam')
    }
    const someone = visitor(world)
    await someone.text('/tentang')
    someone.jar.set('tamu', 'a'.repeat(64))
    const response = await someone.request('/')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('rahasia di dalam')
    expect(world.logged).toMatchObject([{ event: 'request_failed' }])
  })
})
