/** @module BuilderBot with its test provider. Its database keeps the last answer of each number, in the store it is given. */

import builderbot from '@builderbot/bot'

const { addKeyword, createBot, createFlow, MemoryDB, TestTool } = builderbot

export async function open(sessions, sent) {
  class Provider extends TestTool.TestProvider {
    async sendMessage(person, text) {
      sent(Number(person), text)
      return {}
    }
  }
  class Kept extends MemoryDB {
    async getPrevByNumber(from) {
      return sessions.get(from)
    }
    async save(context) {
      if (context.keyword) sessions.set(context.from, context)
    }
  }
  const flow = addKeyword('lapor')
    .addAnswer('Nama?', { capture: true }, async (ctx, { state }) => {
      await state.update({ name: ctx.body })
    })
    .addAnswer('Umur?', { capture: true }, async (ctx, { state, fallBack }) => {
      if (!(Number(ctx.body) > 0)) return fallBack('Angka ya')
      await state.update({ age: ctx.body })
    })
    .addAnswer('1 motor 2 mobil', { capture: true }, async (ctx, { state, flowDynamic }) => {
      const { name, age } = state.getMyState()
      await flowDynamic(`OK ${name} ${age} ${ctx.body === '1' ? 'motor' : 'mobil'}`)
    })
  const bot = await createBot(
    { flow: createFlow([flow]), provider: new Provider(), database: new Kept() },
    { queue: { timeout: 20_000, concurrencyLimit: 50 } },
  )
  return ({ person, text }) => bot.handleMsg({ from: String(person), body: text })
}
