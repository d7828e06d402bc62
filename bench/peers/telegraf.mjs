/** @module telegraf: a wizard scene, its session in the store it is given. */

import { Scenes, session, Telegraf } from 'telegraf'

export async function open(sessions, sent) {
  const bot = new Telegraf('1:bench')
  bot.botInfo = { id: 1, is_bot: true, first_name: 'bench', username: 'bench' }
  bot.telegram.callApi = async (_method, { chat_id: person, text }) => {
    sent(person, text)
    return { message_id: 1, date: 0, chat: { id: person, type: 'private' }, text }
  }
  // Each update gets an API object of its own, made from this class.
  Object.getPrototypeOf(Object.getPrototypeOf(bot.telegram)).callApi = bot.telegram.callApi
  const wizard = new Scenes.WizardScene(
    'lapor',
    async (ctx) => {
      await ctx.reply('Nama?')
      return ctx.wizard.next()
    },
    async (ctx) => {
      ctx.wizard.state.name = ctx.message.text
      await ctx.reply('Umur?')
      return ctx.wizard.next()
    },
    async (ctx) => {
      if (!(Number(ctx.message.text) > 0)) return ctx.reply('Angka ya')
      ctx.wizard.state.age = ctx.message.text
      await ctx.reply('1 motor 2 mobil')
      return ctx.wizard.next()
    },
    async (ctx) => {
      const { name, age } = ctx.wizard.state
      await ctx.reply(`OK ${name} ${age} ${ctx.message.text === '1' ? 'motor' : 'mobil'}`)
      return ctx.scene.leave()
    },
  )
  const store = {
    get: async (key) => sessions.get(key),
    set: async (key, value) => sessions.set(key, value),
    delete: async (key) => sessions.delete(key),
  }
  bot.use(session({ store }))
  bot.use(new Scenes.Stage([wizard]).middleware())
  bot.hears('lapor', (ctx) => ctx.scene.enter('lapor'))
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
