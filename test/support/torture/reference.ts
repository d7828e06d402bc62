/** @module What a road must do with whatever a platform delivers, said as simply as can be; the road is held against it. */

export type Status = 'sent' | 'delivered' | 'read' | 'failed'

export type Person = {
  /** External ids that came; the same again changes nothing. */
  seen: Set<string>
  /** Texts in the order in which they must have been taken. */
  heard: string[]
  /** Of the bot, in the order in which they must have left. */
  replies: { id: string; text: string; status: Status }[]
  turn: number
  isTaken: boolean
  acts: number
}

export type Delivery = { externalId: string; text: string; at: number }

export const newPerson = (): Person => ({
  seen: new Set(),
  heard: [],
  replies: [],
  turn: 0,
  isTaken: false,
  acts: 0,
})

/**
 * Everything that came before anything was answered.
 * @param isUnordered the platform keeps no order: what was written earlier is taken earlier
 */
export function hear(person: Person, wave: readonly Delivery[], isUnordered: boolean): void {
  const news: Delivery[] = []
  for (const one of wave) {
    if (person.seen.has(one.externalId)) continue
    person.seen.add(one.externalId)
    news.push(one)
  }
  const inOrder = isUnordered ? news.sort((a, b) => a.at - b.at) : news
  for (const { text } of inOrder) {
    person.heard.push(text)
    person.turn += 1
    if (!person.isTaken)
      person.replies.push({ id: `${person.turn}.0`, text: `${person.turn}: ${text}`, status: 'sent' })
  }
}

const RANK = { sent: 1, delivered: 2, read: 3 }

/** Never down; a failure after a proof of arrival is not believed, and is the end of it otherwise. */
export function tell(reply: Person['replies'][number], status: Status, isAnswered: boolean): void {
  if (reply.status === 'failed') return
  const rank = isAnswered || reply.status !== 'sent' ? RANK[reply.status] : 0
  if (status === 'failed') {
    if (rank < RANK.delivered) reply.status = 'failed'
  } else if (RANK[status] > rank) reply.status = status
}

/** Another act of staff under the same key is the same act. */
export function act(person: Person, isTake: boolean): void {
  person.acts += 1
  person.turn += 1
  person.isTaken = isTake
}
