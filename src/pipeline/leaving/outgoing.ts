/** @module An outbox row as its channel or the office gets it: opened at the last moment. */

import type { ChatRef, OfficeRequest } from '../../core/chat.ts'
import { SendError } from '../../core/errors.ts'
import type { Outgoing } from '../../core/message.ts'
import type { OutboxRow } from '../../store/chat/outbox.ts'
import { SealBroken } from '../../vault/seal.ts'
import { accountOf } from '../arriving/place.ts'
import { type Deps, LIMITS } from '../deps.ts'
import { maskAddress } from '../read.ts'
import { report } from '../report.ts'
import { makeSeals } from '../sealed.ts'
import type { Claimed } from './claim.ts'
import type { Result } from './marks.ts'
import { inTime } from './overtime.ts'

/** Never rejects. */
export async function send(deps: Deps, row: Claimed): Promise<Result> {
  try {
    if (isPaced(deps, row)) {
      // While a batch was committed nobody listened: what the platform said meanwhile is heard first.
      await deps.breathe()
      const until = deps.pacing?.pausedUntil(accountOf(row.chat)) ?? 0
      const left = until - deps.now()
      if (left > 0 && left <= LIMITS.pauseMostMs) return { type: 'held', until }
    }
    if (row.dest === 'office') return await apply(deps, row)
    return { type: 'sent', externalId: await toChannel(deps, row) }
  } catch (error) {
    report(deps, 'send_failed', error, row.chatId)
    return { type: 'failed', error }
  }
}

function isPaced({ pacing, channels }: Deps, { dest, chat }: Claimed): boolean {
  return pacing !== undefined && dest === 'channel' && channels[chat.channel]?.pace !== undefined
}

async function toChannel(deps: Deps, row: Claimed): Promise<string> {
  const message = outgoing(deps, row)
  const channel = message === undefined ? undefined : deps.channels[message.channel]
  if (message === undefined || channel === undefined) throw new Error('no such channel or line')
  const { account } = row.chat
  // Another bot or number is set now: this person has never written to it.
  const isOtherLine = channel.account() !== undefined && channel.account() !== account
  if (isOtherLine) throw gone('the line this person wrote to is not the one that is set')
  const signal = deps.timeout(LIMITS.sendMs)
  const { externalId } = await inTime(channel.send(message, signal), signal, late)
  return externalId
}

function gone(message: string): SendError {
  return new SendError(message, { code: 'unreachable', outcome: 'not_sent', retryable: false })
}

const late = () =>
  new SendError('no answer in time', { code: 'network', outcome: 'unknown', retryable: true })

async function apply(deps: Deps, row: Claimed): Promise<Result> {
  const { chat } = row
  if (row.bodySealed === null) throw new Error('a request without its chat or body')
  const request = requestOf(deps, row, row.bodySealed, chat.flow ?? 'request')
  await deps.office.apply(refOf(deps, chat), row.id, request, row.createdAt)
  return { type: 'sent', externalId: undefined }
}

/** A damaged address costs the mask alone. */
function refOf(deps: Deps, chat: Claimed['chat']): ChatRef {
  const { chatId, channel, createdAt: since } = chat
  try {
    const address = makeSeals(deps.vault).openAddress(chat)
    const phone = deps.channels[channel]?.phoneOf?.(address)
    const mask = maskAddress(channel, address)
    return { chatId, channel, since, mask, ...(phone === undefined ? {} : { phone }) }
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    return { chatId, channel, since }
  }
}

/** What can never be opened again becomes an alarm under its own id: people see it, and the requests behind it go on. */
function requestOf(deps: Deps, row: OutboxRow, sealed: Uint8Array, topic: string): OfficeRequest {
  try {
    return makeSeals(deps.vault).openRequest(row.chatId, row.id, sealed)
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
    report(deps, 'request_lost', error, row.chatId)
    return { type: 'alarm', reason: 'poison', topic }
  }
}

/** The row as a channel gets it; undefined when its line is gone. */
function outgoing(deps: Deps, row: Claimed): Outgoing | undefined {
  const { chat } = row
  const line = deps.store.journal.get(row.chatId, row.seq)
  if (line === undefined) return undefined
  const seals = makeSeals(deps.vault)
  const body = seals.openLine(row.chatId, row.seq, line.bodySealed)
  if (body.kind !== 'say') return undefined
  const message: Outgoing = {
    ...body.reply,
    id: row.id,
    chatId: row.chatId,
    channel: chat.channel,
    address: seals.openAddress(chat),
    author: row.author,
    at: row.createdAt,
    seq: row.seq,
  }
  if (line.intent !== null) message.intent = line.intent
  if (line.flow !== null) message.flow = line.flow
  if (line.node !== null) message.node = line.node
  return message
}
