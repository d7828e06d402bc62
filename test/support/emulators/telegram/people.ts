/** @module People of the emulated platform: what they do becomes updates as Telegram makes them. */

import { chatOf, enqueue, type Json, seconds, type World } from './world.ts'

/**
 * One act of somebody in a chat; exactly one of `text`, `tap`, `edit`, `state` and `content`.
 * @example {"chat":501,"text":"halo"}
 */
export type Act = {
  chat: number
  /** Of the chat, when it is new. */
  type?: 'private' | 'group' | 'supergroup' | 'channel'
  from?: Json
  text?: string
  /** Data of a button; of the last message that has it. */
  tap?: string
  edit?: { message_id: number; text: string }
  /** The person blocks the bot or comes back; a group takes it in. */
  state?: 'kicked' | 'member' | 'deactivated' | 'migrated'
  /** Fields of the message as they are: photo, voice, location, contact, poll ... */
  content?: Json
  /** Seconds. */
  date?: number
}

/** The update's id; undefined when this bot does not want its kind. */
export function act(world: World, one: Act): number | undefined {
  const chat = chatOf(world, one.chat, one.type)
  const from = {
    id: one.chat,
    is_bot: false,
    first_name: `Warga ${one.chat}`,
    language_code: 'id',
    ...one.from,
  }
  const date = one.date ?? seconds(world)
  if (one.state !== undefined) return changeState(world, one, from, date)
  if (one.tap !== undefined) return tap(world, one.chat, one.tap, from)
  if (one.edit !== undefined) {
    const { message_id, text } = one.edit
    const edited_message = { message_id, from, chat: chat.chat, date, edit_date: date, text }
    return enqueue(world, { edited_message }, one.chat)
  }
  const message_id = chat.nextMessageId++
  const text = one.text ?? ''
  const content = one.text === undefined ? { ...one.content } : { text }
  const raw = { message_id, from, chat: chat.chat, date, ...content, ...commandOf(text) }
  chat.messages.push({ message_id, date, from: 'user', text, buttons: [], keyboard: [], raw })
  return enqueue(world, { message: raw }, one.chat)
}

function commandOf(text: string): Json {
  const length = /^\/\w+/.exec(text)?.[0].length
  return length === undefined ? {} : { entities: [{ offset: 0, length, type: 'bot_command' }] }
}

function tap(world: World, id: number, data: string, from: Json): number | undefined {
  const chat = chatOf(world, id)
  const message = chat.messages.findLast(({ buttons }) => buttons.some((button) => button.data === data))
  const tapId = String(Math.floor(world.random() * 2 ** 52))
  world.taps.set(tapId, world.now())
  const callback_query = {
    id: tapId,
    from,
    // Whose button is gone keeps only where it was.
    message: message?.raw ?? { message_id: 1, chat: chat.chat, date: 0 },
    chat_instance: String(id * 7919),
    data,
  }
  return enqueue(world, { callback_query }, id)
}

function changeState(world: World, { chat: id, state }: Act, from: Json, date: number): number | undefined {
  const chat = chatOf(world, id)
  if (state === 'deactivated' || state === 'migrated') {
    chat.state = state
    return undefined
  }
  chat.state = state === 'kicked' ? 'blocked' : 'open'
  const user = { id: world.bot.id, is_bot: true, first_name: 'SIGAP', username: world.bot.username }
  const my_chat_member = {
    chat: chat.chat,
    from,
    date,
    old_chat_member: { user, status: state === 'kicked' ? 'member' : 'kicked' },
    new_chat_member: { user, status: state, ...(state === 'kicked' ? { until_date: 0 } : {}) },
  }
  return enqueue(world, { my_chat_member }, id)
}

/** A file that `getFile` knows; `bytes` or `base64` is what it holds, `size` what Telegram says it has. */
export function addFile(
  world: World,
  file: { id: string; bytes?: string; base64?: string; size?: number; path?: string },
): void {
  const bytes =
    file.base64 === undefined ? Buffer.from(file.bytes ?? 'JPEG') : Buffer.from(file.base64, 'base64')
  const path = file.path ?? `photos/file_${world.files.size}.jpg`
  world.files.set(file.id, { path, bytes, size: file.size ?? bytes.length })
}
