/** @module `/metrics` for Prometheus, on a port of its own that nobody outside the machine reaches. Labels are closed names: channels and outcomes, never anything of a person. */

import { Hono } from 'hono'
import type { Registry } from 'prom-client'
import type { Gauges, Observer } from '../core/observer.ts'

type Prom = typeof import('prom-client')

/** prom-client is loaded here alone, when metrics are wanted. */
export async function makeMetrics(): Promise<{ observer: Observer; app(gauges: () => Gauges): Hono }> {
  const prom = (await import('prom-client')).default
  const registry = new prom.Registry()
  prom.collectDefaultMetrics({ register: registry })
  const observer = counters(prom, registry)
  return {
    observer,
    app: (gauges) => {
      const show = gaugesOf(prom, registry)
      return new Hono().get('/metrics', async (c) => {
        show(gauges())
        return c.body(await registry.metrics(), 200, {
          'content-type': registry.contentType,
          'cache-control': 'no-store',
        })
      })
    },
  }
}

function counters(prom: Prom, registry: Registry): Observer {
  const registers = [registry]
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new prom.Counter({ name, help, labelNames, registers })
  const turns = counter('sigap_turns_total', 'Turns of chats, by how they ended', ['outcome'])
  const messages = counter('sigap_messages_total', 'Messages of residents that were kept', ['channel'])
  const left = counter('sigap_left_total', 'What became of what was handed out', ['to', 'outcome'])
  const misunderstood = counter('sigap_misunderstood_total', 'Messages that were not understood', [])
  const broken = counter(
    'sigap_policy_reports_total',
    'Breaches of the rules of our pages that browsers reported, by the rule',
    ['directive'],
  )
  const size = new prom.Histogram({
    name: 'sigap_commit_things',
    help: 'Messages kept, turns taken and rows marked that shared one commit',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128],
    registers,
  })
  const seconds = new prom.Histogram({
    name: 'sigap_commit_seconds',
    help: 'How long a commit took, its work and its fsync',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  })
  return {
    heard: (channel) => messages.inc({ channel }),
    turned: (outcome) => turns.inc({ outcome }),
    left: (to, outcome) => left.inc({ to, outcome }),
    committed: (things, took) => {
      size.observe(things)
      seconds.observe(took)
    },
    misunderstood: () => misunderstood.inc(),
    policyBroken: (directive) => broken.inc({ directive }),
  }
}

/** Set before each scrape, all of them of one moment. */
function gaugesOf(prom: Prom, registry: Registry): (now: Gauges) => void {
  const registers = [registry]
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new prom.Gauge({ name, help, labelNames, registers })
  const inbox = gauge('sigap_inbox_waiting', 'Messages that wait for their turn', ['channel'])
  const unhandled = gauge('sigap_oldest_unhandled_seconds', 'How long the oldest of them waits', ['channel'])
  const outbox = gauge('sigap_outbox_waiting', 'Replies and requests that wait to leave', ['channel'])
  const unsent = gauge('sigap_oldest_unsent_seconds', 'How long the oldest of them waits', ['channel'])
  const news = gauge('sigap_office_news_waiting', 'News of the office on their way to chats')
  const queue = gauge('sigap_queue_waiting', 'Chats that wait for a person')
  const queueAge = gauge('sigap_queue_oldest_seconds', 'How long the first of them waits')
  const alarms = gauge('sigap_alarms_open', 'Troubles of lines that are not over')
  const connected = gauge('sigap_line_connected', '1 when the line is connected or has nothing to connect', [
    'channel',
  ])
  const paused = gauge('sigap_line_paused', '1 when the platform asked for a pause', ['channel'])
  const received = gauge('sigap_line_received_age_seconds', 'Since the last message on the line', ['channel'])
  const sent = gauge('sigap_line_sent_age_seconds', 'Since the last reply on the line', ['channel'])
  const backup = gauge('sigap_backup_age_seconds', 'Since the last backup; infinite when there is none')
  const lost = new prom.Counter({
    name: 'sigap_log_lines_lost_total',
    help: 'Lines of the log that could not be written',
    registers,
  })
  let lostBefore = 0
  const isReady = gauge('sigap_ready', '1 when work may be given to it and its store can write')
  return (now) => {
    const since = (at: number | undefined) =>
      at === undefined ? Number.POSITIVE_INFINITY : Math.max(0, (now.at - at) / 1000)
    for (const one of [inbox, unhandled, outbox, unsent, connected, paused, received, sent]) one.reset()
    for (const { channel, waiting, oldestAt } of now.inbox) {
      inbox.set({ channel }, waiting)
      unhandled.set({ channel }, since(oldestAt))
    }
    for (const { channel, waiting, oldestAt } of now.outbox) {
      outbox.set({ channel }, waiting)
      unsent.set({ channel }, since(oldestAt))
    }
    for (const { channel, link, isPaused, lastReceivedAt, lastSentAt } of now.lines) {
      connected.set({ channel }, link === 'connected' || link === 'idle' ? 1 : 0)
      paused.set({ channel }, isPaused ? 1 : 0)
      if (lastReceivedAt !== undefined) received.set({ channel }, since(lastReceivedAt))
      if (lastSentAt !== undefined) sent.set({ channel }, since(lastSentAt))
    }
    news.set(now.officeNews)
    queue.set(now.queue.waiting)
    queueAge.set(now.queue.oldestAt === undefined ? 0 : since(now.queue.oldestAt))
    alarms.set(now.alarms)
    backup.set(since(now.backupAt))
    lost.inc(now.logLost - lostBefore)
    lostBefore = now.logLost
    isReady.set(now.isReady ? 1 : 0)
  }
}
