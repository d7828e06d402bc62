/** @module Who looks at a chat now, by the streams that are open. Forgotten with the process. */

import type { ChatDesk } from '../../core/desk.ts'

type Room = { streams: Map<string, number>; wakes: Set<() => void> }

/** One house a service: two in one process, as in tests, know nothing of each other. */
const houses = new WeakMap<ChatDesk, Map<string, Room>>()

function roomOf(desk: ChatDesk, chatId: string): Room {
  const rooms = houses.get(desk) ?? new Map<string, Room>()
  houses.set(desk, rooms)
  const room = rooms.get(chatId) ?? { streams: new Map(), wakes: new Set() }
  rooms.set(chatId, room)
  return room
}

/** From now on this member looks; `wake` is called when somebody comes or goes. Returns the way to leave. */
export function enter(desk: ChatDesk, chatId: string, staffId: string, wake: () => void): () => void {
  const room = roomOf(desk, chatId)
  const own = () => wake()
  const ring = () => {
    for (const one of [...room.wakes]) if (one !== own) one()
  }
  room.wakes.add(own)
  room.streams.set(staffId, (room.streams.get(staffId) ?? 0) + 1)
  ring()
  return () => {
    room.wakes.delete(own)
    const left = (room.streams.get(staffId) ?? 1) - 1
    if (left > 0) room.streams.set(staffId, left)
    else room.streams.delete(staffId)
    if (room.wakes.size === 0) houses.get(desk)?.delete(chatId)
    ring()
  }
}

/** All but this member. */
export function others(desk: ChatDesk, chatId: string, staffId: string): string[] {
  const room = houses.get(desk)?.get(chatId)
  return room === undefined ? [] : [...room.streams.keys()].filter((id) => id !== staffId)
}
