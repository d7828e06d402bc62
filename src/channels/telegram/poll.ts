/** @module The poll loop: ask, decode, hand over, and only then ask for what comes behind. Never two polls or two receives at once. */

import type { ChannelDeps, Receive } from '../channel.ts'
import { type Backoff, pause, waitAfter } from './backoff.ts'
import type { Client } from './client.ts'
import { type Decoded, decode, updateIdOf } from './decode.ts'
import { ApiFault, faultOf } from './fault.ts'
import { fieldsOf, wordOf } from './fields.ts'
import { ALLOWED_UPDATES, POLL_GRACE_MS, UPDATES_AT_ONCE } from './limits.ts'
import { markNotUp, type Standing } from './line.ts'
import { makeTrouble, type Trouble } from './trouble.ts'

export type PollParts = {
  client: Client
  deps: ChannelDeps
  account: string
  line: Standing
  pollSeconds: number
  backoff: Backoff
  /** Once, when the line stands for the first time. */
  greet(): void
  /** What is left to do after the batch was received; returns at once. */
  after(decoded: readonly Decoded[]): void
}

/** Starts it. Resolves the stop when the last receive has ended; the platform then repeats what was not confirmed. */
export function startPolling(parts: PollParts, receive: Receive): () => Promise<void> {
  const { line, deps, backoff } = parts
  const stopped = new AbortController()
  markNotUp(line, 'reconnecting')
  const trouble = makeTrouble(line, deps, backoff)
  const running = run(parts, trouble, receive, stopped.signal).catch((error: unknown) => {
    // A bug of ours: nobody polls any more, and people must know.
    deps.log('error', { event: 'telegram_poll_broke', code: nameOf(error) })
    markNotUp(line, 'down', 'link_down')
    deps.alarm('link_down')
  })
  return async () => {
    stopped.abort()
    await running
    if (line.link !== 'down') markNotUp(line, 'idle')
  }
}

async function run(parts: PollParts, trouble: Trouble, receive: Receive, stop: AbortSignal): Promise<void> {
  if ((await insist(trouble, stop, () => takeOver(parts, stop))) === undefined) return
  parts.greet()
  let offset: number | undefined
  for (;;) {
    const updates = await insist(trouble, stop, () => ask(parts, trouble, offset, stop))
    if (updates === undefined) return
    const ids = updates.flatMap((update) => updateIdOf(update) ?? [])
    const here = { account: parts.account, now: parts.deps.now() }
    const decoded = updates.map((update) => decode(update, here))
    if (!(await handOver(parts, decoded, receive, stop))) return
    // Not the highest ever seen: ids begin anew, lower, after a quiet week.
    if (ids.length > 0) offset = Math.max(...ids) + 1
  }
}

/** Whatever it is asked to do, until it is done; undefined when the loop must end. */
async function insist<T>(
  trouble: Trouble,
  stop: AbortSignal,
  work: () => Promise<T>,
): Promise<T | undefined> {
  while (!stop.aborted) {
    try {
      const done = await work()
      trouble.passed()
      return done
    } catch (error) {
      if (stop.aborted) return undefined
      const next = trouble.met(faultOf(error))
      if (next.do === 'stop') return undefined
      await pause(next.ms, stop)
    }
  }
  return undefined
}

/** Whose bot it is; and a webhook somebody left would keep all updates from us. */
async function takeOver({ client, line }: PollParts, signal: AbortSignal): Promise<true> {
  const name = wordOf(fieldsOf(await client.call('getMe', {}, { signal })).username)
  if (name !== undefined) line.name = `@${name}`
  await client.call('deleteWebhook', { drop_pending_updates: false }, { signal })
  return true
}

async function ask(parts: PollParts, trouble: Trouble, offset: number | undefined, signal: AbortSignal) {
  const { client, deps, backoff } = parts
  // After trouble the first answer is wanted at once: it tells that the line stands again.
  const timeout = trouble.isOpen() ? 0 : parts.pollSeconds
  const payload = {
    timeout,
    limit: UPDATES_AT_ONCE,
    allowed_updates: ALLOWED_UPDATES,
    ...(offset === undefined ? {} : { offset }),
  }
  const askedAt = deps.now()
  try {
    const timeoutMs = timeout * 1000 + POLL_GRACE_MS
    const updates = await client.call('getUpdates', payload, { signal, timeoutMs })
    if (!Array.isArray(updates)) throw new ApiFault('server', { code: 'no_list' })
    // A server that does not wait must not make this loop spin.
    const isHasty = updates.length === 0 && timeout > 0 && deps.now() - askedAt < backoff.firstMs / 2
    if (isHasty) await pause(backoff.firstMs, signal)
    return updates as unknown[]
  } catch (error) {
    const fault = faultOf(error)
    if (fault.reason === 'webhook_set') await reclaim(parts, signal)
    throw fault
  }
}

/** Somebody set a webhook while we poll; `trouble` counts how often and gives up. */
async function reclaim({ client, deps }: PollParts, signal: AbortSignal): Promise<void> {
  try {
    await client.call('deleteWebhook', { drop_pending_updates: false }, { signal })
  } catch (error) {
    deps.log('warn', { event: 'telegram_delete_webhook_failed', code: faultOf(error).reason })
  }
}

/** Until it was received; false when stopped before. Its order is that of the platform, whatever fails. */
async function handOver(
  { deps, line, backoff, after }: PollParts,
  decoded: readonly Decoded[],
  receive: Receive,
  stop: AbortSignal,
): Promise<boolean> {
  const incoming = decoded.flatMap((one) => one.incoming ?? [])
  for (let failures = 1; !stop.aborted; failures += 1) {
    try {
      if (incoming.length > 0) {
        await receive(incoming)
        line.lastReceivedAt = deps.now()
      }
      after(decoded)
      return true
    } catch (error) {
      deps.log('warn', { event: 'telegram_receive_failed', code: nameOf(error), count: incoming.length })
      await pause(waitAfter(failures, backoff), stop)
    }
  }
  return false
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
