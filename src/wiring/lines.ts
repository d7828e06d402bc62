/** @module The lines of a running service: what listens, what is posted to, and their troubles before the team. */

import type { Channel } from '../channels/channel.ts'
import type { Instant } from '../core/chat.ts'
import type { LineView } from '../core/line.ts'
import type { ChannelAlarm, ChannelId } from '../core/lists.ts'
import type { Chats, Office } from '../core/ports.ts'
import type { Log } from '../pipeline/deps.ts'

type Channels = Partial<Record<ChannelId, Channel>>

const HOUR_MS = 60 * 60 * 1000
/** A line that could not even begin to listen begins again. */
const AGAIN_MS = 30_000

/**
 * Tells the log and the office of a line's trouble, the same one once an hour, over restarts too (by the id of the row);
 * and of its end.
 */
export function makeAlarms(log: Log, now: () => Instant, office: Pick<Office, 'raise' | 'end'>) {
  const told = new Set<string>()
  /** Known to be over: the office is not asked with each message that goes well. */
  const well = new Set<string>()
  const nameOf = (channel: ChannelId, what: ChannelAlarm) => `line.${channel}.${what}.`
  return {
    alarm: (channel: ChannelId, what: ChannelAlarm): void => {
      well.delete(nameOf(channel, what))
      const id = `${nameOf(channel, what)}${Math.floor(now() / HOUR_MS)}`
      if (told.has(id)) return
      if (told.size > 1_000) told.clear()
      told.add(id)
      log.error({ event: 'line_alarm', channel, code: what })
      office.raise(id, what, channel).catch(() => {
        // The office will hear of it with the next one; the log has it.
        told.delete(id)
      })
    },
    over: (channel: ChannelId, whats: readonly ChannelAlarm[]): void => {
      const news = whats.filter((what) => !well.has(nameOf(channel, what)))
      if (news.length === 0) return
      const names = news.map((what) => nameOf(channel, what))
      for (const name of names) well.add(name)
      // What begins anew within the hour is told anew.
      for (const id of told) if (names.some((name) => id.startsWith(name))) told.delete(id)
      office
        .end(news, channel)
        .then((count) => {
          if (count > 0) log.info({ event: 'line_well', channel, count })
        })
        .catch(() => {
          for (const name of names) well.delete(name)
        })
    },
  }
}

/** How every line stands; one that does not even answer that is down. */
export function statesOf(channels: Channels): Promise<LineView[]> {
  return Promise.all(
    Object.values(channels).map(async (channel): Promise<LineView> => {
      try {
        return { channel: channel.id, ...(await channel.check()) }
      } catch {
        return { channel: channel.id, set: true, missing: [], link: 'down', why: 'not_reachable' }
      }
    }),
  )
}

/**
 * Platforms repeat a post for at most seven days, and their signatures carry no time: what is older than this is a
 * recording that somebody plays back, perhaps after its key was forgotten with its chat.
 */
const OLDEST_MS = 8 * 24 * HOUR_MS

/** Answers a platform's post after what it brought was kept; what is too old to come from it is answered and not kept. */
export function hookOf(
  channel: Channel | undefined,
  chats: Pick<Chats, 'receive'>,
  { now, log }: { now(): Instant; log: Pick<Log, 'warn'> },
): ((request: Request) => Promise<Response>) | undefined {
  const webhook = channel?.webhook
  if (channel === undefined || webhook === undefined) return undefined
  return async (request) => {
    const { incoming, response } = await webhook(request)
    const fresh = incoming.filter(({ at }) => now() - at <= OLDEST_MS)
    const old = incoming.length - fresh.length
    if (old > 0) log.warn({ event: 'webhook_too_old', channel: channel.id, count: old })
    if (fresh.length > 0) await chats.receive(fresh)
    return response
  }
}

/** Starts every channel that listens or has to be announced; the answer stops all and resolves when nothing more will be received. */
export function listenAll(channels: Channels, chats: Pick<Chats, 'receive'>, log: Log): () => Promise<void> {
  const stopped = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  const running = new Map<Promise<(() => Promise<void>) | undefined>, ChannelId>()
  const start = (channel: Channel, begin: () => Promise<(() => Promise<void>) | undefined>) => {
    const beginning = Promise.resolve()
      .then(begin)
      .catch((error: unknown) => {
        const code = error instanceof Error ? error.name : ''
        log.error({ event: 'listen_failed', channel: channel.id, code })
        if (stopped.signal.aborted) return undefined
        const timer = setTimeout(() => {
          timers.delete(timer)
          running.delete(beginning)
          start(channel, begin)
        }, AGAIN_MS)
        timers.add(timer)
        return undefined
      })
    running.set(beginning, channel.id)
  }
  for (const channel of Object.values(channels)) {
    const { listen, prepare } = channel
    if (listen !== undefined) start(channel, () => listen((incoming) => chats.receive(incoming)))
    if (prepare !== undefined) start(channel, () => prepare(stopped.signal).then(() => undefined))
  }
  return async () => {
    stopped.abort()
    for (const timer of timers) clearTimeout(timer)
    const stopping = [...running].map(async ([beginning, channel]) => {
      try {
        await (await beginning)?.()
      } catch (error) {
        // What is on its way of other lines still has to land, and the files to be closed.
        log.error({ event: 'stop_failed', channel, code: error instanceof Error ? error.name : '' })
      }
    })
    await Promise.all(stopping)
  }
}
