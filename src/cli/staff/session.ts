/** @module One member of staff at work: carries commands out through the ports and remembers which chat is in hand. Prints nothing. */

import qrcode from 'qrcode'
import type { StaffAct } from '../../core/chat.ts'
import type { LineView } from '../../core/line.ts'
import type { ActResult, Alarm, Card, CaseView, ChatLine, ChatView } from '../../core/ports.ts'
import { PHONE_OWNER } from '../../core/staff.ts'
import type { StaffClient } from './client.ts'
import type { StaffCommand } from './command.ts'

export type StaffResult =
  /** `phone`: answered from the phone of the line, for anybody to take. */
  | { type: 'list'; queue: Card[]; mine: Card[]; phone: Card[] }
  | { type: 'taken'; chat: ChatView }
  | { type: 'chat'; chat: ChatView; card?: Card }
  | { type: 'sent' | 'noted' | 'requeued' | 'help' | 'quit' | 'no_chat_in_hand' }
  | { type: 'handed_back'; to: 'resume' | 'menu' | 'close' }
  | { type: 'refused'; why: (ActResult & { ok: false })['why']; owner?: string }
  | { type: 'not_found'; what: string }
  | { type: 'cases'; cases: CaseView[] }
  | { type: 'case'; case: CaseView }
  | { type: 'changed'; case: CaseView }
  | { type: 'alarms'; alarms: Alarm[] }
  | { type: 'channels'; lines: ShownLine[] }

/** `qr` is the code to scan, drawn with half blocks. */
export type ShownLine = LineView & { qr?: string }

async function drawn(line: LineView): Promise<ShownLine> {
  return line.show === undefined ? line : { ...line, qr: await qrcode.toString(line.show, { type: 'utf8' }) }
}

/** What arrives by itself. */
export type StaffNews =
  | { type: 'lines'; chatId: string; lines: ChatLine[] }
  /** The chat in hand is no longer this member's. */
  | { type: 'lost'; chatId: string; owner: string }

export type Staff = { id: string; name: string }

export type StaffSession = ReturnType<typeof makeStaffSession>

/** `tell` gets news of the chat in hand, in order, each line once. */
export function makeStaffSession(
  client: StaffClient,
  staff: Staff,
  newKey: () => string,
  tell: (news: StaffNews) => void,
) {
  const { chats, office } = client
  const hand = makeHand(client, staff, tell)
  const lists = makeLists(client, staff)

  const act = async (done: StaffResult, make: (staffId: string) => StaffAct): Promise<StaffResult> => {
    const chatId = hand.chatId()
    if (chatId === undefined) return { type: 'no_chat_in_hand' }
    const result = await chats.act(chatId, newKey(), make(staff.id))
    return result.ok ? done : refused(result)
  }
  const give = async (done: StaffResult, make: (staffId: string) => StaffAct): Promise<StaffResult> => {
    const result = await act(done, make)
    if (result.type !== 'no_chat_in_hand') await hand.drop()
    return result
  }
  const take = async (which: string): Promise<StaffResult> => {
    const chatId = await lists.chatOf(which)
    const { id: staffId, name } = staff
    const result = await chats.act(chatId, newKey(), { act: 'take', staffId, name })
    const isMine = !result.ok && result.owner === `staff:${staff.id}`
    if (!result.ok && !isMine) return refused(result)
    const chat = await hand.hold(chatId)
    return chat ? { type: 'taken', chat } : { type: 'not_found', what: which }
  }

  return {
    inHand: hand.chatId,
    /** @throws Error when the server has gone away; nothing else */
    run: async (command: StaffCommand): Promise<StaffResult> => {
      switch (command.command) {
        case 'list':
          return lists.list()
        case 'take':
          return take(command.which)
        case 'show':
          return show(client, hand, lists, command.which)
        case 'reply':
          return act({ type: 'sent' }, (staffId) => ({ act: 'reply', staffId, text: command.text }))
        case 'note':
          return act({ type: 'noted' }, (staffId) => ({ act: 'note', staffId, text: command.text }))
        case 'hand_back': {
          const { to } = command
          return give({ type: 'handed_back', to }, (staffId) => ({ act: 'hand_back', staffId, to }))
        }
        case 'requeue':
          return give({ type: 'requeued' }, (staffId) => ({ act: 'return_to_queue', staffId, by: 'staff' }))
        case 'alarms':
          return { type: 'alarms', alarms: await office.alarms() }
        case 'lines':
          return aboutLines(client)
        case 'cases':
        case 'case':
        case 'change':
          return aboutCases(client, staff, newKey, command)
        case 'help':
        case 'quit':
          return { type: command.command }
        default:
          return command satisfies never
      }
    },
  }
}

async function show(
  { chats, office }: StaffClient,
  hand: ReturnType<typeof makeHand>,
  lists: ReturnType<typeof makeLists>,
  which: string | undefined,
): Promise<StaffResult> {
  const chatId = which === undefined ? hand.chatId() : await lists.chatOf(which)
  if (chatId === undefined) return { type: 'no_chat_in_hand' }
  const chat = await chats.read(chatId, { forStaff: true })
  if (!chat) return { type: 'not_found', what: which ?? chatId }
  const card = (await office.cards({ owner: chat.owner, limit: 500 })).find((one) => one.chatId === chatId)
  return { type: 'chat', chat, ...(card ? { card } : {}) }
}

/** Numbers of the last list stand for chats. */
function makeLists({ office }: StaffClient, staff: Staff) {
  let listed: string[] = []
  const list = async (): Promise<StaffResult> => {
    const [queue, mine, phone] = await Promise.all([
      office.queue(),
      office.cards({ owner: `staff:${staff.id}` }),
      office.cards({ owner: PHONE_OWNER }),
    ])
    listed = [...queue, ...mine, ...phone].map(({ chatId }) => chatId)
    return { type: 'list', queue, mine, phone }
  }
  return {
    list,
    chatOf: async (which: string): Promise<string> => {
      if (!/^\d{1,3}$/.test(which)) return which
      if (listed.length === 0) await list()
      return listed[Number(which) - 1] ?? which
    },
  }
}

function refused(result: ActResult & { ok: false }): StaffResult {
  return { type: 'refused', why: result.why, ...(result.owner === undefined ? {} : { owner: result.owner }) }
}

async function aboutLines({ lines }: StaffClient): Promise<StaffResult> {
  return { type: 'channels', lines: await Promise.all((await lines.states()).map(drawn)) }
}

type CaseCommand = Extract<StaffCommand, { command: 'cases' | 'case' | 'change' }>

async function aboutCases(
  { office }: StaffClient,
  staff: Staff,
  newKey: () => string,
  command: CaseCommand,
): Promise<StaffResult> {
  if (command.command === 'cases') {
    const { state } = command
    return { type: 'cases', cases: await office.cases(state === undefined ? {} : { state }) }
  }
  const { number } = command
  if (command.command === 'change') {
    const changed = await office.changeCase(newKey(), number, command.state, command.note, staff.id)
    if (!changed) return { type: 'not_found', what: number }
  }
  const found = await office.case(number)
  if (!found) return { type: 'not_found', what: number }
  return { type: command.command === 'change' ? 'changed' : 'case', case: found }
}

/** The chat in hand and what was seen of it. Looks run one after another, so that no line is told twice. */
function makeHand({ chats }: StaffClient, staff: Staff, tell: (news: StaffNews) => void) {
  let held: { chatId: string; seen: number; stop(): Promise<void> } | undefined
  let looking: Promise<void> = Promise.resolve()

  const drop = async () => {
    const before = held
    held = undefined
    await before?.stop()
  }
  const look = async (chatId: string) => {
    if (held?.chatId !== chatId) return
    const chat = await chats.read(chatId, { after: held.seen, forStaff: true })
    if (!chat || held?.chatId !== chatId) return
    held.seen = Math.max(held.seen, ...chat.lines.map(({ seq }) => seq))
    if (chat.lines.length > 0) tell({ type: 'lines', chatId, lines: chat.lines })
    if (chat.owner === `staff:${staff.id}`) return
    tell({ type: 'lost', chatId, owner: chat.owner })
    await drop()
  }
  return {
    chatId: () => held?.chatId,
    drop,
    hold: async (chatId: string): Promise<ChatView | undefined> => {
      await drop()
      const chat = await chats.read(chatId, { forStaff: true })
      if (!chat) return undefined
      held = { chatId, seen: Math.max(0, ...chat.lines.map(({ seq }) => seq)), stop: async () => {} }
      const wake = () => {
        // A server that goes away ends the terminal elsewhere; the look that failed with it has nothing to add.
        looking = looking.then(() => look(chatId)).catch(() => undefined)
      }
      const stop = await chats.follow(chatId, wake)
      if (held?.chatId === chatId) held.stop = stop
      // What came between reading and following.
      wake()
      return chat
    },
  }
}
