/** @module Bot Framework: a waterfall dialog, its conversation state in the store it is given. */

import core from 'botbuilder-core'
import dialogs from 'botbuilder-dialogs'

const { ConversationState, TestAdapter, TurnContext } = core
const { DialogSet, DialogTurnStatus, TextPrompt, WaterfallDialog } = dialogs

export async function open(sessions, sent) {
  const storage = {
    read: async (keys) => {
      const found = keys.map((key) => [key, sessions.get(key)])
      return Object.fromEntries(found.filter(([, value]) => value !== undefined))
    },
    write: async (changes) => {
      for (const [key, value] of Object.entries(changes)) sessions.set(key, value)
    },
    delete: async (keys) => {
      for (const key of keys) sessions.delete(key)
    },
  }
  const state = new ConversationState(storage)
  const set = new DialogSet(state.createProperty('dialog'))
  set.add(new TextPrompt('text'))
  set.add(
    new TextPrompt('age', async ({ recognized, context }) => {
      if (Number(recognized.value) > 0) return true
      await context.sendActivity('Angka ya')
      return false
    }),
  )
  set.add(
    new WaterfallDialog('lapor', [
      (step) => step.prompt('text', 'Nama?'),
      (step) => {
        step.values.name = step.result
        return step.prompt('age', 'Umur?')
      },
      (step) => {
        step.values.age = step.result
        return step.prompt('text', '1 motor 2 mobil')
      },
      async (step) => {
        const { name, age } = step.values
        await step.context.sendActivity(`OK ${name} ${age} ${step.result === '1' ? 'motor' : 'mobil'}`)
        return step.endDialog()
      },
    ]),
  )
  const turn = async (context) => {
    const dialog = await set.createContext(context)
    const { status } = await dialog.continueDialog()
    if (status === DialogTurnStatus.empty && context.activity.text === 'lapor')
      await dialog.beginDialog('lapor')
    await state.saveChanges(context)
  }
  const adapter = new TestAdapter(turn)
  adapter.sendActivities = async ({ activity }, activities) => {
    for (const { text } of activities) if (text) sent(Number(activity.from.id), text)
    return activities.map(() => ({ id: '1' }))
  }
  return ({ person, text, id }) =>
    turn(
      new TurnContext(adapter, {
        type: 'message',
        id: String(id),
        text,
        channelId: 'bench',
        serviceUrl: 'bench',
        from: { id: String(person) },
        recipient: { id: 'bot' },
        conversation: { id: String(person) },
      }),
    )
}
