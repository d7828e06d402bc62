/** @module The lines of a running service: what listens, what is announced, and their troubles before the team. */

import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Channel, Receive } from '../../src/channels/channel.ts'
import type { ChannelAlarm, ChannelId } from '../../src/core/lists.ts'
import type { LogEntry } from '../../src/pipeline/deps.ts'
import { listenAll, makeAlarms, statesOf } from '../../src/wiring/lines.ts'

const HOUR_MS = 60 * 60 * 1000
const chats = { receive: async () => {} }

function paper() {
  const entries: LogEntry[] = []
  const write = (entry: LogEntry) => void entries.push(entry)
  return { entries, log: { info: write, warn: write, error: write } }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('puts a trouble before the office and into the log once an hour, and anew in the next', async () => {
  const { entries, log } = paper()
  const rows = new Map<string, [ChannelAlarm, ChannelId]>()
  let now = HOUR_MS * 100
  const { alarm } = makeAlarms(log, () => now, {
    raise: async (id, what, channel) => void rows.set(id, [what, channel]),
    end: async () => 0,
  })
  alarm('telegram', 'second_poller')
  alarm('telegram', 'second_poller')
  alarm('whatsapp_web', 'deaf')
  now += HOUR_MS
  alarm('telegram', 'second_poller')
  expect([...rows.values()]).toEqual([
    ['second_poller', 'telegram'],
    ['deaf', 'whatsapp_web'],
    ['second_poller', 'telegram'],
  ])
  expect(entries).toHaveLength(3)
})

it('tells the office again what it could not take', async () => {
  const { log } = paper()
  let tries = 0
  const { alarm } = makeAlarms(log, () => 0, {
    raise: async () => {
      tries += 1
      throw new Error('full')
    },
    end: async () => 0,
  })
  alarm('telegram', 'deaf')
  await vi.advanceTimersByTimeAsync(0)
  alarm('telegram', 'deaf')
  await vi.advanceTimersByTimeAsync(0)
  expect(tries).toBe(2)
})

it('tells once that troubles are over, and tells the same trouble anew after that', async () => {
  const { entries, log } = paper()
  const acts: string[] = []
  const { alarm, over } = makeAlarms(log, () => HOUR_MS * 100, {
    raise: async (_id, what) => void acts.push(`begins ${what}`),
    end: async (whats) => acts.push(`ends ${whats.join(' ')}`),
  })
  alarm('telegram', 'link_down')
  over('telegram', ['link_down', 'token_refused'])
  over('telegram', ['link_down', 'token_refused'])
  alarm('telegram', 'link_down')
  over('telegram', ['link_down', 'token_refused'])
  await vi.advanceTimersByTimeAsync(0)
  expect(acts).toEqual([
    'begins link_down',
    'ends link_down token_refused',
    'begins link_down',
    'ends link_down',
  ])
  expect(entries.filter(({ event }) => event === 'line_well')).toHaveLength(2)
})

it('asks the office again that a trouble is over where it could not take it', async () => {
  let tries = 0
  const { over } = makeAlarms(paper().log, () => 0, {
    raise: async () => {},
    end: async () => {
      tries += 1
      throw new Error('full')
    },
  })
  over('telegram', ['deaf'])
  await vi.advanceTimersByTimeAsync(0)
  over('telegram', ['deaf'])
  expect(tries).toBe(2)
})

it('begins again to listen where that failed, and stops what listens', async () => {
  const { entries, log } = paper()
  let tries = 0
  let stopped = 0
  const listen = async (_receive: Receive) => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    return async () => {
      stopped += 1
    }
  }
  const stop = listenAll({ telegram: { id: 'telegram', listen } as unknown as Channel }, chats, log)
  await vi.advanceTimersByTimeAsync(29_000)
  expect(tries).toBe(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(tries).toBe(2)
  await stop()
  expect(stopped).toBe(1)
  expect(entries).toMatchObject([{ event: 'listen_failed', channel: 'telegram' }])
})

it('stops the others, and lets the service go on stopping, when one cannot be stopped', async () => {
  const { entries, log } = paper()
  let stopped = 0
  const good = async () => async () => {
    stopped += 1
  }
  const bad = async () => () => Promise.reject(new Error('the socket is gone'))
  const channels = {
    whatsapp_web: { id: 'whatsapp_web', listen: bad },
    telegram: { id: 'telegram', listen: good },
  }
  const stop = listenAll(channels as unknown as Parameters<typeof listenAll>[0], chats, log)
  await vi.advanceTimersByTimeAsync(10)
  await stop()
  expect(stopped).toBe(1)
  expect(entries).toMatchObject([{ event: 'stop_failed', channel: 'whatsapp_web' }])
})

it('announces a webhook and tells it when the service stops', async () => {
  const { log } = paper()
  let isTold = false
  const prepare = (signal: AbortSignal) =>
    new Promise<void>((_done, failed) => {
      signal.addEventListener('abort', () => {
        isTold = true
        failed(new Error('stopped'))
      })
    })
  const stop = listenAll({ telegram: { id: 'telegram', prepare } as unknown as Channel }, chats, log)
  await vi.advanceTimersByTimeAsync(10)
  await stop()
  expect(isTold).toBe(true)
  // Nothing begins anew after a stop.
  expect(vi.getTimerCount()).toBe(0)
})

it('shows a channel that breaks as one that is not reachable', async () => {
  const check = () => Promise.reject(new Error('a bug'))
  const states = await statesOf({ telegram: { id: 'telegram', check } as unknown as Channel })
  expect(states).toEqual([
    { channel: 'telegram', set: true, missing: [], link: 'down', why: 'not_reachable' },
  ])
})
