/** @module xstate: a machine whose snapshot is kept after each message, in the store it is given. */

import { assign, createActor, createMachine } from 'xstate'

const says = (text) => assign({ out: text })
const machine = createMachine({
  id: 'lapor',
  initial: 'idle',
  context: { name: '', age: '', out: '' },
  states: {
    idle: {
      on: { SAID: { guard: ({ event }) => event.text === 'lapor', target: 'name', actions: says('Nama?') } },
    },
    name: {
      on: { SAID: { target: 'age', actions: assign({ name: ({ event }) => event.text, out: 'Umur?' }) } },
    },
    age: {
      on: {
        SAID: [
          {
            guard: ({ event }) => Number(event.text) > 0,
            target: 'vehicle',
            actions: assign({ age: ({ event }) => event.text, out: '1 motor 2 mobil' }),
          },
          { actions: says('Angka ya') },
        ],
      },
    },
    vehicle: {
      on: {
        SAID: {
          target: 'idle',
          actions: assign({
            out: ({ event, context: { name, age } }) =>
              `OK ${name} ${age} ${event.text === '1' ? 'motor' : 'mobil'}`,
          }),
        },
      },
    },
  },
})

export async function open(sessions, sent) {
  return async ({ person, text }) => {
    const snapshot = sessions.get(person)
    const actor = createActor(machine, snapshot === undefined ? {} : { snapshot }).start()
    actor.send({ type: 'SAID', text })
    const kept = actor.getPersistedSnapshot()
    sessions.set(person, kept)
    sent(person, kept.context.out)
    actor.stop()
  }
}
