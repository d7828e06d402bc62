/** @module What every peer is asked, and how its last answer has to read. The same five steps for all. */

export const STEPS = 5
const NAMES = ['Budi', 'Siti', 'Agus', 'Dewi', 'Joko', 'Rina', 'Asep', 'Wati']

/** The word that opens the chat, a name, something that is no age, an age, a choice. */
export function scriptOf(person) {
  return ['lapor', NAMES[person % NAMES.length], 'abc', String(18 + (person % 45)), '1']
}

export function rightOf(person) {
  return `OK ${NAMES[person % NAMES.length]} ${18 + (person % 45)} motor`
}

/** One message with the id a platform would give it: the same id twice is the same message. */
export function messagesOf(person) {
  return scriptOf(person).map((text, step) => ({ person, step, text, id: person * 10 + step + 1 }))
}
