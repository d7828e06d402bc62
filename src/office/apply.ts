/** @module Requests of chats, each once. Those that come in the same breath share one commit; one that fails takes no other with it. */

import type { ChatRef, Instant, OfficeRequest } from '../core/chat.ts'
import { StoreUnavailable } from '../core/errors.ts'
import type { Office } from '../core/ports.ts'
import { isUnavailable } from '../store/db.ts'
import { raiseAlarm } from './alarms/post.ts'
import { addFiles } from './cases/add-files.ts'
import { fileCase } from './cases/filing.ts'
import { lookUpCase } from './cases/look-up.ts'
import type { Desk } from './desk.ts'
import { noteConsent, noteRefusal, noteTold, tellOwnData } from './erasure/consent.ts'
import { countRequest } from './figures/count.ts'
import { keepHeard } from './heard/keep.ts'
import { bindChat, keepBinding, unbind } from './identity/bind.ts'
import { openForm, provePhone } from './identity/form.ts'
import { askPosition, keepCard, keepMask, leaveQueue, markUrgent, requestStaff } from './queue/queue.ts'

type Waiter = {
  asked: Parameters<Office['apply']>
  done(): void
  failed(error: unknown): void
}

type Way = {
  /** @throws StoreUnavailable; nothing of what `work` did stays then */
  commit<T>(work: () => T): T
  /** Inside `commit`: what throws here is undone alone. */
  part<T>(work: () => T): T
  breathe(): Promise<void>
  /** After each commit. */
  wake(): void
}

/** Only written down: nobody is told, nothing falls due by it, and no list of staff shows it. */
const COUNTED: ReadonlySet<OfficeRequest['type']> = new Set(['visit', 'misunderstood'])

export function makeApply(desk: Desk, way: Way): Office['apply'] {
  let waiting: Waiter[] = []
  const flush = () => {
    const batch = waiting
    waiting = []
    try {
      // Told after the commit, never before: a request that is not kept has to be asked again.
      for (const tell of outcomesOf(desk, way, batch)) tell()
    } catch (error) {
      for (const one of batch) one.failed(error)
      return
    }
    if (batch.some(({ asked: [, , request] }) => !COUNTED.has(request.type))) way.wake()
  }
  return async (...asked) => {
    await new Promise<void>((done, failed) => {
      waiting.push({ asked, done, failed })
      if (waiting.length === 1) void way.breathe().then(flush)
    })
  }
}

/** Requests hardly ever fail: a savepoint around each is only made where one has, and then for all of its batch again. */
function outcomesOf(desk: Desk, way: Way, batch: readonly Waiter[]): (() => void)[] {
  try {
    return way.commit(() =>
      batch.map(({ asked, done }) => {
        take(desk, ...asked)
        return done
      }),
    )
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    return way.commit(() => batch.map((one) => outcomeOf(desk, way, one)))
  }
}

function outcomeOf(desk: Desk, way: Way, { asked, done, failed }: Waiter): () => void {
  try {
    way.part(() => take(desk, ...asked))
    return done
  } catch (error) {
    // A disk that fails ends the whole transaction; anything else ends this request.
    if (isUnavailable(error)) throw error
    return () => failed(error)
  }
}

function take(desk: Desk, from: ChatRef, id: string, request: OfficeRequest, at: Instant): void {
  const isNew = desk.mail.take({ id, chatId: from.chatId, type: request.type, at: desk.now() })
  if (!isNew) return
  keepMask(desk, from)
  keepBinding(desk, from, desk.now())
  const ownerBefore = desk.cards.get(from.chatId)?.owner
  carryOut(desk, from, id, request, at)
  countRequest(desk, from, request, at, ownerBefore)
}

type Identifying = Extract<OfficeRequest, { type: 'open_form' | 'prove_phone' | 'bind_chat' }>

/** All that shows whose chat it is. */
function identify(desk: Desk, from: ChatRef, id: string, request: Identifying): void {
  if (request.type === 'open_form') openForm(desk, from, id, request)
  else if (request.type === 'prove_phone') provePhone(desk, from, id, request)
  else bindChat(desk, from, id, request)
}

function carryOut(desk: Desk, from: ChatRef, id: string, request: OfficeRequest, at: Instant): void {
  switch (request.type) {
    case 'file_case':
      fileCase(desk, from, id, request, at)
      noteConsent(desk, from, id, request, at)
      break
    case 'consent':
      noteRefusal(desk, from, id, request, at)
      break
    case 'add_files':
      addFiles(desk, from, id, request)
      break
    case 'request_staff':
      requestStaff(desk, from, id, request, at)
      break
    case 'leave_queue':
      leaveQueue(desk, from, id)
      break
    case 'ask_position':
      askPosition(desk, from, id, at)
      break
    case 'look_up_case':
      lookUpCase(desk, from, id, request)
      break
    case 'open_form':
    case 'prove_phone':
    case 'bind_chat':
      identify(desk, from, id, request)
      break
    case 'alarm':
      raiseAlarm(desk, { id, at, chatId: from.chatId, reason: request.reason, topic: request.topic })
      if (request.reason === 'emergency') markUrgent(desk, from, at)
      // Somebody else may sit behind the number now.
      if (request.reason === 'identity_changed') unbind(desk, from.chatId)
      break
    case 'card':
      keepCard(desk, from, request, at)
      break
    case 'misunderstood':
      keepHeard(desk, from, id, request, at)
      break
    case 'rating':
      desk.tables.addRating({
        id,
        at,
        chatId: from.chatId,
        channel: from.channel,
        staffId: request.staffId,
        helped: request.helped,
      })
      break
    case 'visit':
      // Counted, and what the greeting told is written down.
      noteTold(desk, from, id, at)
      break
    case 'own_data':
      tellOwnData(desk, from, id)
      break
    default:
      request satisfies never
  }
}
