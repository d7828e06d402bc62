/** @module The methods of the Bot API that a bot of ours, or of others like it, calls. */

import { failure } from './faults.ts'
import { parseHtml } from './html.ts'
import { overLimit } from './throttle.ts'
import { type ChatState, type Json, type Shown, seconds, type World } from './world.ts'

export type Answer = {
  status: number
  body?: Json
  html?: string
  bytes?: Buffer
  headers?: Record<string, string>
  retryAfter?: number
  /** Whom a 429 of ours binds. */
  holds?: string
  messageId?: number
  text?: string
}

const ok = (result: unknown): Answer => ({ status: 200, body: { ok: true, result } })
const bad = (description: string, parameters?: object) =>
  failure(400, `Bad Request: ${description}`, parameters)

export type Call = (world: World, fields: Json) => Answer

export const METHODS: Record<string, Call> = {
  getMe: ({ bot }) => ok(botUser(bot)),
  getWebhookInfo: (world) => {
    const { hook, queue } = world
    const error = hook?.lastError
    return ok({
      url: hook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: queue.length,
      ...(hook && { max_connections: hook.maxConnections, ip_address: '127.0.0.1' }),
      ...(error && { last_error_date: error.date, last_error_message: error.message }),
      ...(world.allowed.length > 0 && { allowed_updates: world.allowed }),
    })
  },
  setWebhook: (world, fields) => {
    const now = Date.now()
    if (now - world.lastSetWebhookAt < 1000)
      return {
        ...failure(429, 'Too Many Requests: retry after 1', { retry_after: 1 }),
        retryAfter: 1,
        headers: { 'Retry-After': '1' },
      }
    world.lastSetWebhookAt = now
    const url = String(fields.url ?? '')
    if (url !== '' && !/^http:\/\/127\.0\.0\.1:\d+\//.test(url))
      return bad('bad webhook: this emulator posts to 127.0.0.1 alone')
    const secret = fields.secret_token
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(String(secret)))
      return bad('secret token contains unallowed characters')
    if (fields.drop_pending_updates === true) world.queue = []
    keepAllowed(world, fields)
    world.hook =
      url === ''
        ? undefined
        : {
            url,
            secret: typeof secret === 'string' ? secret : undefined,
            maxConnections: Number(fields.max_connections ?? 40),
            setAt: now,
          }
    for (const wake of [...world.wake]) wake()
    return { status: 200, body: { ok: true, result: true, description: 'Webhook was set' } }
  },
  deleteWebhook: (world, fields) => {
    if (fields.drop_pending_updates === true) world.queue = []
    world.hook = undefined
    return ok(true)
  },
  setMyCommands: (world, fields) => {
    const commands = Array.isArray(fields.commands) ? (fields.commands as Json[]) : []
    if (commands.some(({ command }) => !/^\/?[a-z0-9_]{1,32}$/.test(String(command))))
      return bad('BOT_COMMAND_INVALID')
    world.commands = commands
    return ok(true)
  },
  sendMessage: (world, fields) =>
    toChat(world, fields, (chat) => {
      const source = String(fields.text ?? '')
      const parsed = fields.parse_mode === 'HTML' ? parseHtml(source) : { text: source }
      if ('error' in parsed) return failure(400, parsed.error)
      const text = parsed.text.trim()
      if (text === '') return bad('message text is empty')
      if (text.length > 4096) return bad('message is too long')
      return show(world, chat, fields, text, { text })
    }),
  sendLocation: (world, fields) =>
    toChat(world, fields, (chat) => {
      const { latitude, longitude } = fields
      return show(world, chat, fields, '', { location: { latitude, longitude } })
    }),
  sendPhoto: (world, fields) => toChat(world, fields, (chat) => captioned(world, chat, fields, 'photo')),
  sendDocument: (world, fields) =>
    toChat(world, fields, (chat) => captioned(world, chat, fields, 'document')),
  sendChatAction: (world, fields) => toChat(world, fields, () => ok(true)),
  editMessageText: (world, fields) =>
    toChat(world, fields, (chat) => {
      const message = chat.messages.find(({ message_id }) => message_id === Number(fields.message_id))
      if (!message) return bad('message to edit not found')
      const parsed = parseHtml(String(fields.text ?? ''))
      if ('error' in parsed) return failure(400, parsed.error)
      if (parsed.text === message.text)
        return bad(
          'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
        )
      message.text = parsed.text
      return ok({ ...message.raw, text: parsed.text, edit_date: seconds(world) })
    }),
  answerCallbackQuery: (world, fields) => {
    const id = String(fields.callback_query_id ?? '')
    const at = world.taps.get(id)
    // A tap may be answered for some minutes only.
    if (at === undefined || world.now() - at > 15 * 60_000)
      return bad('query is too old and response timeout expired or query ID is invalid')
    world.answered.push(id)
    return ok(true)
  },
  leaveChat: (world, fields) =>
    toChat(world, fields, (chat) => {
      chat.state = 'left'
      return ok(true)
    }),
  getFile: (world, fields) => {
    const id = String(fields.file_id ?? '')
    const file = world.files.get(id)
    if (!file) return bad('wrong file_id or the file is temporarily unavailable')
    if (file.size > 20_000_000) return bad('file is too big')
    return ok({ file_id: id, file_unique_id: `u${id}`, file_size: file.size, file_path: file.path })
  },
}

export function keepAllowed(world: World, { allowed_updates: allowed }: Json): void {
  if (Array.isArray(allowed)) world.allowed = allowed.map(String)
}

export function botUser({ id, username }: World['bot']): Json {
  return {
    id,
    is_bot: true,
    first_name: 'SIGAP',
    username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }
}

/** Refuses as Telegram does, or does the work. */
function toChat(world: World, { chat_id }: Json, work: (chat: ChatState) => Answer): Answer {
  const chat = world.chats.get(Number(chat_id))
  if (!chat) return bad('chat not found')
  if (chat.state === 'blocked') return failure(403, 'Forbidden: bot was blocked by the user')
  if (chat.state === 'deactivated') return failure(403, 'Forbidden: user is deactivated')
  if (chat.state === 'left') return failure(403, 'Forbidden: bot is not a member of the supergroup chat')
  if (chat.state === 'migrated')
    return bad('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1_001_000_000_001 })
  return work(chat)
}

function captioned(world: World, chat: ChatState, fields: Json, kind: string): Answer {
  const parsed = fields.parse_mode === 'HTML' ? parseHtml(String(fields.caption ?? '')) : undefined
  if (parsed && 'error' in parsed) return failure(400, parsed.error)
  const caption = parsed?.text ?? String(fields.caption ?? '')
  if (caption.length > 1024) return bad('message caption is too long')
  return show(world, chat, fields, caption, { [kind]: { file_id: 'sent' }, caption })
}

function show(world: World, chat: ChatState, fields: Json, text: string, content: Json): Answer {
  const markup = (fields.reply_markup ?? {}) as Json
  const rows = (markup.inline_keyboard ?? []) as Json[][]
  const buttons = rows
    .flat()
    .map((one) => ({ text: String(one.text ?? ''), data: String(one.callback_data ?? '') }))
  if (buttons.some(({ text: label }) => label.trim() === ''))
    return bad('inline keyboard button text must be non-empty')
  if (buttons.some(({ data }) => data === '' || Buffer.byteLength(data) > 64))
    return bad('BUTTON_DATA_INVALID')
  const over = overLimit(world, chat)
  if (over)
    return {
      ...failure(429, `Too Many Requests: retry after ${over.retryAfter}`, { retry_after: over.retryAfter }),
      headers: { 'Retry-After': String(over.retryAfter) },
      retryAfter: over.retryAfter,
      holds: over.key,
    }
  const message_id = chat.nextMessageId++
  const raw = {
    message_id,
    from: botUser(world.bot),
    chat: chat.chat,
    date: seconds(world),
    ...content,
    ...(fields.link_preview_options !== undefined && { link_preview_options: fields.link_preview_options }),
    ...(rows.length > 0 && { reply_markup: { inline_keyboard: rows } }),
  }
  const keyboard = ((markup.keyboard ?? []) as Json[][]).flat().map((one) => String(one.text ?? ''))
  const shown: Shown = { message_id, date: raw.date, from: 'bot', text, buttons, keyboard, raw }
  chat.messages.push(shown)
  if (keyboard.length > 0) chat.standing = keyboard
  if (markup.remove_keyboard === true) chat.standing = []
  return { ...ok(raw), messageId: message_id, text }
}
