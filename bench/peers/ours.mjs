/** @module This service in the same harness: its own databases at FULL, its own outbox, a channel that takes everything at once. */

import { messageOf, openBench } from '../road/service.ts'

export async function open(_sessions, sent, { dir, isUnordered }) {
  const heard = ({ id, address, text }) => sent(Number(address), text.replace(' tahun', ''), id)
  const bench = await openBench(heard, { dir, isUnordered })
  const handle = ({ person, step, text, id, at }) => {
    const words = step === 0 ? 'saya mau lapor kecelakaan' : text
    const message = messageOf(String(person), words, String(id))
    return bench.service.chats.receive([at === undefined ? message : { ...message, at }])
  }
  handle.settle = async () => {
    for (;;) {
      await bench.service.quiet()
      const at = bench.service.nextAt()
      // Messages of an unordered platform are held for a moment; the office counts later than that.
      if (at === undefined || at > Date.now() + 5_000) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  return handle
}
