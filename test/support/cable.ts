/** @module The line between browsers and a server: always the same address, whatever server is behind it; can be cut, pulled and plugged in. */

import { connect, createServer, type Socket } from 'node:net'

export type Cable = {
  /** What browsers open, on 127.0.0.1. */
  url: string
  /** From now on leads to the server at this address. */
  plug(address: string): void
  /** Cuts every open connection; new ones are taken. */
  cut(): void
  /** Cuts every open connection, and every new one until it is plugged in again. */
  pull(): void
  close(): Promise<void>
}

export async function layCable(): Promise<Cable> {
  const open = new Set<Socket>()
  let port: number | undefined
  const keep = (socket: Socket, other: () => Socket | undefined) => {
    open.add(socket)
    // A cut is what this is for: whoever sits at the end learns of it by the end of the other side.
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      other()?.destroy()
    })
  }
  const line = createServer((browser) => {
    if (port === undefined) return void browser.destroy()
    const server = connect(port, '127.0.0.1')
    keep(browser, () => server)
    keep(server, () => browser)
    browser.pipe(server).pipe(browser)
  })
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done))
  const own = line.address()
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${typeof own === 'object' && own !== null ? own.port : 0}`,
    plug: (address) => {
      port = Number(new URL(address).port)
    },
    cut,
    pull: () => {
      port = undefined
      cut()
    },
    close: async () => {
      const closed = new Promise((done) => line.close(done))
      cut()
      await closed
    },
  }
}
