/** @module A clamd of the tests' own: answers INSTREAM and PING on a unix socket, or does what broken ones do. */

import { type AddressInfo, createServer, type Socket } from 'node:net'

/** In two pieces, so that no scanner stops at this file. https://www.eicar.org/download-anti-malware-testfile/ */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** `early`: says OK before it has the file; `half`: an answer without its end. */
export type Mood = 'well' | 'hangs' | 'rubbish' | 'endless' | 'closes' | 'early' | 'half' | 'too_big'

export type FakeClamd = {
  mood: Mood
  /** Files it was given whole. */
  seen: Buffer[]
  /** Where it listens, when it was started with a port. */
  port: number
  close(): Promise<void>
}

/** @param path of the socket, or a port of 127.0.0.1 */
export async function startClamd(path: string | number): Promise<FakeClamd> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    serve(socket, fake)
  })
  const fake: FakeClamd = {
    mood: 'well',
    seen: [],
    port: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
  await new Promise<void>((resolve) =>
    typeof path === 'number' ? server.listen(path, '127.0.0.1', resolve) : server.listen(path, resolve),
  )
  const listens = server.address()
  if (isPort(listens)) fake.port = listens.port
  return fake
}

const isPort = (at: AddressInfo | string | null): at is AddressInfo => at !== null && typeof at !== 'string'

const ODD: Partial<Record<Mood, (socket: Socket) => void>> = {
  hangs: () => {},
  rubbish: (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nstream: OK\0'),
  endless: (socket) => void socket.write('stream: OK '.repeat(1_000)),
  closes: (socket) => void socket.destroy(),
  half: (socket) => socket.end('stream: OK'),
  too_big: (socket) => socket.end('INSTREAM size limit exceeded. ERROR\0'),
}

function serve(socket: Socket, fake: FakeClamd): void {
  let got = Buffer.alloc(0)
  if (fake.mood === 'early') socket.write('stream: OK\0')
  const odd = ODD[fake.mood]
  socket.on('data', (part) => {
    if (odd !== undefined) return odd(socket)
    if (fake.mood === 'early') return
    got = Buffer.concat([got, part])
    if (got.toString('latin1') === 'zPING\0') return void socket.end('PONG\0')
    const file = fileIn(got)
    if (file === undefined) return
    fake.seen.push(file)
    socket.end(file.includes(EICAR) ? 'stream: Contoh.EICAR FOUND\0' : 'stream: OK\0')
  })
}

const HEAD = 'zINSTREAM\0'

/** Undefined until the chunk of no bytes has come. */
function fileIn(got: Buffer): Buffer | undefined {
  if (got.toString('latin1', 0, HEAD.length) !== HEAD) return undefined
  const parts: Buffer[] = []
  for (let at = HEAD.length; at + 4 <= got.length; ) {
    const length = got.readUInt32BE(at)
    if (length === 0) return Buffer.concat(parts)
    parts.push(got.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return undefined
}
