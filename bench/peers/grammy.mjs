/** @module grammY with its conversations plugin, its state in the store it is given. */

import { conversations, createConversation } from '@grammyjs/conversations'
import { Bot } from 'grammy'

export async function open(sessions, sent) {
  const botInfo = {
    id: 1,
    is_bot: true,
    first_name: 'bench',
    username: 'bench',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }
  const bot = new Bot('1:bench', { botInfo })
  const toNobody = async (_call, _method, { chat_id: person, text }) => {
    sent(person, text)
    return { ok: true, result: { message_id: 1, date: 0, chat: { id: person, type: 'private' }, text } }
  }
  bot.api.config.use(toNobody)
  const adapter = {
    read: (key) => sessions.get(key),
    write: (key, value) => sessions.set(key, value),
    delete: (key) => sessions.delete(key),
  }
  const quiet = async (ctx, next) => {
    ctx.api.config.use(toNobody)
    await next()
  }
  bot.use(conversations({ storage: { type: 'key', version: 0, adapter }, plugins: [quiet] }))
  bot.use(
    createConversation(async function lapor(conversation, ctx) {
      await ctx.reply('Nama?')
      const name = (await conversation.wait()).message.text
      await ctx.reply('Umur?')
      let age = (await conversation.wait()).message.text
      while (!(Number(age) > 0)) {
        await ctx.reply('Angka ya')
        age = (await conversation.wait()).message.text
      }
      await ctx.reply('1 motor 2 mobil')
      const choice = (await conversation.wait()).message.text
      await ctx.reply(`OK ${name} ${age} ${choice === '1' ? 'motor' : 'mobil'}`)
    }),
  )
  bot.hears('lapor', (ctx) => ctx.conversation.enter('lapor'))
  return ({ person, text, id }) =>
    bot.handleUpdate({
      update_id: id,
      message: {
        message_id: id,
        date: 0,
        from: { id: person, is_bot: false, first_name: 'p' },
        chat: { id: person, type: 'private', first_name: 'p' },
        text,
      },
    })
}
