/** @module The staff socket: who may open it, what it lets through, and that nothing sent to it brings it down. */

import { existsSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectStaff, NoServer } from '../../src/cli/staff/client.ts'
import { openStaffSocket, socketPath } from '../../src/cli/staff/socket.ts'
import { fakePorts, folder, staffWorld } from './world.ts'

const line = (value: unknown) => `${JSON.stringify(value)}\n`

describe('the staff socket', () => {
  it('belongs to its user alone', async () => {
    const { dir } = await staffWorld()
    expect(statSync(join(dir, 'staff.sock')).mode & 0o777).toBe(0o600)
  })

  it('is gone when the server has closed it, and a terminal then says that nobody answers', async () => {
    const { dir, path, close } = await staffWorld()
    await close()
    expect(existsSync(join(dir, 'staff.sock'))).toBe(false)
    await expect(connectStaff(path)).rejects.toThrow(NoServer)
  })

  it('takes the place of a socket that a dead server left', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'staff.sock'), '')
    const socket = await openStaffSocket(dir, fakePorts(['c1']))
    const client = await connectStaff(socketPath(dir))
    expect(await client.office.queue()).toHaveLength(1)
    client.close()
    await socket.close()
  })

  it('does not push a running server aside', async () => {
    const { dir } = await staffWorld()
    await expect(openStaffSocket(dir, fakePorts([]))).rejects.toThrow('another server is running')
  })

  it('says which setting to change when the path is too long for a socket', () => {
    expect(() => socketPath(`/tmp/${'x'.repeat(120)}`)).toThrow('DATA_DIR')
  })

  it('answers each request with its own id', async () => {
    const { raw } = await staffWorld()
    const { write, next } = raw()
    write(
      line({ id: 7, port: 'office', method: 'queue', args: [] }) +
        line({ id: 'x', port: 'office', method: 'alarms' }),
    )
    const answers = [await next(), await next()]
    expect(answers.map((answer) => [answer?.id, answer?.ok])).toEqual([
      [7, true],
      ['x', true],
    ])
  })

  it.each([
    ['chats', 'receive', [[]]],
    ['chats', 'tell', ['c1', 'x', 1, {}]],
    ['chats', 'find', [{}]],
    ['office', 'apply', [{}, 'x', {}, 1]],
    ['office', 'constructor', []],
    ['chats', '__proto__', []],
    ['chats', 'toString', []],
    ['office', 'deliver', []],
  ])('refuses %s.%s', async (port, method, args) => {
    const { raw } = await staffWorld()
    const { write, next } = raw()
    write(line({ id: 1, port, method, args }))
    expect(await next()).toMatchObject({ id: 1, ok: false, code: 'no_such_method' })
  })

  it.each([
    ['no JSON', 'halo\n'],
    ['an array', '[]\n'],
    ['another port', line({ id: 1, port: 'db', method: 'exec', args: [] })],
    ['no id', line({ port: 'office', method: 'queue', args: [] })],
    ['args that are no list', line({ id: 1, port: 'office', method: 'queue', args: {} })],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe, 0x00, 0x0a)],
    ['a deep nest', `${'['.repeat(30_000)}\n`],
  ])('answers %s as malformed and goes on', async (_label, bytes) => {
    const { raw } = await staffWorld()
    const { write, next } = raw()
    write(bytes)
    expect(await next()).toMatchObject({ id: null, ok: false, code: 'malformed' })
    write(line({ id: 2, port: 'office', method: 'queue' }))
    expect(await next()).toMatchObject({ id: 2, ok: true })
  })

  it.each([
    ['a missing argument', 'chats', 'act', ['c1', 'k1']],
    ['an unknown act', 'chats', 'act', ['c1', 'k1', { act: 'delete', staffId: 'a' }]],
    [
      'an act in the name of the system',
      'chats',
      'act',
      ['c1', 'k', { act: 'return_to_queue', staffId: 'a', by: 'system' }],
    ],
    ['a field too many', 'chats', 'act', ['c1', 'k1', { act: 'take', staffId: 'a', epoch: 3 }]],
    ['an endless list', 'office', 'cases', [{ limit: 1_000_000 }]],
    ['a state that does not exist', 'office', 'changeCase', ['k', 'SGP-0000-0059', 'lost', null, 'a']],
  ])('refuses %s before any port is called', async (_label, port, method, args) => {
    const { raw, ports } = await staffWorld()
    const { write, next } = raw()
    write(line({ id: 1, port, method, args }))
    expect(await next()).toMatchObject({ id: 1, ok: false, code: 'bad_arguments' })
    expect(ports.calls).toEqual([])
  })

  it('ends a connection that sends an endless line, and serves the others', async () => {
    const { raw, client } = await staffWorld()
    const { write, next } = raw()
    write('x'.repeat(70_000))
    expect(await next()).toMatchObject({ ok: false, code: 'too_long' })
    expect(await next()).toBeUndefined()
    expect(await (await client()).office.queue()).toHaveLength(2)
  })

  it('reads a line that arrives in pieces, cut inside a letter', async () => {
    const { raw, ports } = await staffWorld()
    const { write, next } = raw()
    const bytes = Buffer.from(
      line({ id: 1, port: 'chats', method: 'act', args: ['c1', 'k', { act: 'take', staffId: 'é' }] }),
    )
    for (const byte of bytes) write(Uint8Array.of(byte))
    expect(await next()).toMatchObject({ id: 1, ok: true, value: { ok: true } })
    expect(ports.state.get('c1')?.owner).toBe('staff:é')
  })

  it('tells of a fault in a port without ending', async () => {
    const { client, ports } = await staffWorld()
    ports.office.queue = () => Promise.reject(new Error('disk full'))
    const staff = await client()
    await expect(staff.office.queue()).rejects.toThrow('disk full')
    expect(await staff.office.alarms()).toHaveLength(1)
  })

  it('stops following when the terminal goes away', async () => {
    const { client, ports } = await staffWorld()
    const staff = await client()
    await staff.chats.follow('c1', () => {})
    expect(ports.state.get('c1')?.followers.size).toBe(1)
    staff.close()
    await staff.closed
    await expect.poll(() => ports.state.get('c1')?.followers.size).toBe(0)
  })

  it('lets a terminal know at once when the server goes away in the middle of a request', async () => {
    const dir = folder()
    const server = createServer((socket) => socket.on('data', () => socket.destroy()))
    await new Promise<void>((done) => server.listen(socketPath(dir), done))
    const client = await connectStaff(socketPath(dir))
    await expect(client.office.queue()).rejects.toThrow('gone away')
    await new Promise((done) => server.close(done))
  })
})
