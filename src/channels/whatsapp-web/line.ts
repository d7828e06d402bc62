/** @module The line while it is switched on: what is kept, the connection, the lease, and what comes in. */

import type { Instant } from '../../core/chat.ts'
import { DAY_MS } from '../../core/jakarta.ts'
import type { ChannelDeps, Receive } from '../channel.ts'
import type { Keep } from '../keep.ts'
import { type Connection, makeConnection } from './connection/connection.ts'
import { holdLease } from './connection/hold.ts'
import { type Library, type MakeSocket, type Socket, withListenersCaught } from './connection/library.ts'
import { makePending, type Pending } from './connection/pending.ts'
import { quietSignal } from './connection/quiet.ts'
import { attach, configOf } from './connection/socket.ts'
import type { Timers } from './connection/timers.ts'
import { startWatch } from './connection/watch.ts'
import { startFeed } from './incoming/feed.ts'
import { hearing } from './incoming/hearing.ts'
import { personOf } from './incoming/jid.ts'
import { makePersist } from './incoming/persist.ts'
import { reader } from './incoming/read.ts'
import type { Own } from './incoming/stanzas.ts'
import { isPaired, openAuth } from './kept/auth-state.ts'
import { type DayShelf, makeDayShelf } from './kept/day-shelf.ts'
import { faultOf } from './kept/faults.ts'
import { makeInbox } from './kept/inbox.ts'
import { makeNames } from './kept/names.ts'
import { makePeople, type People } from './kept/people.ts'
import { makeRetryCounts } from './kept/retry-counts.ts'
import { makeSent, type Sent } from './kept/sent.ts'
import { type Acks, makeAcks } from './sending/acks.ts'

export type LineParts = {
  library: Library
  makeSocket: MakeSocket
  keep: Keep
  url: string | undefined
  timers: Timers
  random(): number
  /** Names this process in the lease. */
  holder: string
} & ChannelDeps

export type Line = {
  own(): Own
  connection: Connection<{ end(): Promise<void>; socket: Socket }>
  /** The open socket of the process that holds the line. */
  socket(): Socket | undefined
  people: People
  sent: Sent
  acks: Acks
  pending: Pending
  media: DayShelf
  /** Why it may not connect, beside what the connection says itself. */
  heldElsewhere(): boolean
  lastReceivedAt(): Instant | undefined
  stop(): Promise<void>
}

/**
 * What the line keeps, by what it is for.
 * @throws Error when the Keep cannot be read
 */
function keptBy({ keep, now, alarm }: LineParts) {
  const names = makeNames(keep)
  const shelf = (kind: string) => makeDayShelf(keep, kind, now)
  const shelves = { seen: shelf('seen'), sent: shelf('sent'), media: shelf('media') }
  const people = makePeople(keep, names, () => alarm('address_conflict'))
  return {
    names,
    people,
    inbox: makeInbox(keep, names, people, shelves.seen),
    sent: makeSent(shelves.sent, names),
    media: shelves.media,
    shelves: Object.values(shelves),
  }
}

/**
 * Connects as soon as no other process holds the line, and passes on what an earlier process had received.
 * @throws Error when the Keep cannot be read: KeysUnreadable or its own
 */
export function openLine(parts: LineParts, receive: Receive): Line {
  const { timers, now, log } = parts
  const kept = keptBy(parts)
  const onFault = (error: unknown) => {
    if (connection.stopped() === undefined) void connection.stop(faultOf(error))
  }
  const requireOurs = () => hold.requireOurs()
  const pending = makePending(timers)
  const made = connect({ ...parts, receive, onFault, requireOurs, pending }, kept)
  const { auth, connection, acks, heard, own } = made
  const hold = holdLease({ ...parts, connection })
  const read = reader({ ...parts, ...kept })
  const feed = startFeed({ inbox: kept.inbox, read, receive, timers, log, onFault })
  const endWatch = startWatch({
    ...parts,
    connectedSince: () => connection.state().connectedSince,
    lastFrameAt: () => heard.frameAt,
    lastReceivedAt: () => heard.receivedAt,
    cut: connection.cut,
    onLook: sweeper(kept.shelves, now, onFault),
  })
  return {
    own: () => (isPaired(auth.creds) ? own() : { pn: undefined, lid: undefined }),
    connection,
    socket: () => (hold.isOurs() ? connection.live()?.socket : undefined),
    people: kept.people,
    sent: kept.sent,
    media: kept.media,
    acks,
    pending,
    heldElsewhere: hold.isElsewhere,
    lastReceivedAt: () => heard.receivedAt,
    stop: async () => {
      endWatch()
      await connection.stop('told')
      await pending.settled()
      hold.end()
      await feed.stop()
    },
  }
}

type ConnectParts = LineParts & {
  receive: Receive
  pending: Pending
  onFault(error: unknown): void
  requireOurs(): void
}

/** The connection with all that listens to it. It does not dial yet. */
function connect(parts: ConnectParts, kept: ReturnType<typeof keptBy>) {
  const { library, keep, now, timers, log, url, receive, onFault, requireOurs, pending } = parts
  const acks = makeAcks(timers)
  const heard: { receivedAt: Instant | undefined; frameAt: Instant } = { receivedAt: undefined, frameAt: 0 }
  const own = (): Own => ({ pn: personOf(auth.creds.me?.id), lid: personOf(auth.creds.me?.lid) })
  const ears = hearing({ ...kept, library, own, now, receive, heard, onFault, log })
  const persist = makePersist({ library, keep, save: ears.opened, pending })
  const auth = openAuth({
    library,
    keep,
    names: kept.names,
    commit: persist.commit,
    learn: kept.people.learn,
    requireOurs,
    onFault,
  })
  const retryCounts = makeRetryCounts(now)
  const makeSocket = withListenersCaught(parts.makeSocket, () =>
    log('warn', { event: 'whatsapp_web_listener' }),
  )
  const socketParts = { library, auth, persist, acks, sent: kept.sent, retryCounts, url, timers, log }
  const connection: Line['connection'] = makeConnection({
    ...parts,
    dial: (tell) => {
      quietSignal()
      heard.frameAt = now()
      // Half of a pairing would be taken for a whole one, and refused.
      if (!isPaired(auth.creds)) delete auth.creds.me
      return attach(makeSocket(configOf(socketParts)), socketParts, tell, ears)
    },
    isPaired: () => isPaired(auth.creds),
    onEnd: acks.giveUp,
  })
  return { auth, connection, acks, heard, own }
}

/** Once a day, and at the first look. */
function sweeper(
  shelves: DayShelf[],
  now: ChannelDeps['now'],
  onFault: (error: unknown) => void,
): () => void {
  let sweptOn: number | undefined
  return () => {
    const today = Math.floor(now() / DAY_MS)
    if (sweptOn === today) return
    sweptOn = today
    try {
      for (const shelf of shelves) shelf.sweep()
    } catch (error) {
      onFault(error)
    }
  }
}
