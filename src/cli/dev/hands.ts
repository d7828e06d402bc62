/** @module Two phones in one pair of hands: what is typed goes to the one that was used last, and what comes to either is shown. */

import type { Say } from '../office-texts.ts'
import type { Command, Which } from './command.ts'
import type { Button, Phone, Shown } from './phone.ts'
import type { Screen } from './screen.ts'

const LOOK_MS = 250
const WIDTH = 96

export type Hands = {
  obey(command: Command): Promise<void>
  /** Shows what came until it is stopped; the last look is then over. */
  watch(): () => Promise<void>
}

export function makeHands(phones: Record<Which, Phone>, screen: Screen, say: Say): Hands {
  let held: Which = 't'
  /** How far the platforms' clocks are ahead. */
  let aheadMs = 0
  /** What can be tapped in the last message that had something to tap. */
  const tappable = new Map<Phone, readonly Button[]>()
  const take = (which: Which = held): Phone => {
    held = which
    screen.setPrompt(`${phones[which].name}> `)
    return phones[which]
  }
  const tap = async (phone: Phone, nth: number) => {
    const button = tappable.get(phone)?.[nth - 1]
    if (button !== undefined) return await phone.tap(button)
    screen.print('', say('dev.no_button', { nth: String(nth), phone: phone.name }))
  }
  const show = (phone: Phone, shown: Shown) => {
    if (shown.type === 'trouble') {
      screen.print(phone.name, say('dev.trouble', { what: shown.what }))
      return
    }
    if (shown.buttons.length > 0) tappable.set(phone, shown.buttons)
    const asks = shown.asksLocation ? [say('dev.asks_location')] : []
    screen.print(phone.name, [shown.text, ...rowsOf(shown.buttons), ...asks].join('\n'))
  }
  const look = async () => {
    for (const phone of [phones.t, phones.w]) for (const shown of await phone.look()) show(phone, shown)
  }
  return {
    obey: async (command) => {
      switch (command.type) {
        case 'write':
          return await take(command.which).write(command.words)
        case 'tap':
          return await tap(take(command.which), command.nth)
        case 'take':
          take(command.which)
          return screen.print('', say('dev.taken', { phone: phones[command.which].name }))
        case 'faults': {
          const phone = take(command.which)
          await phone.fail(command.fault)
          return screen.print('', say('dev.will_fail', { phone: phone.name, fault: command.fault }))
        }
        case 'clock':
          await Promise.all([phones.t, phones.w].map((phone) => phone.advance(command.ms)))
          aheadMs += command.ms
          return screen.print('', say('dev.clock', { hours: hoursOf(aheadMs) }))
        case 'help':
          return screen.print('', say('dev.help'))
      }
    },
    watch: () => {
      take()
      return repeat(look, LOOK_MS)
    },
  }
}

/** As many on a line as fit. */
function rowsOf(buttons: readonly Button[]): string[] {
  const rows: string[] = []
  for (const [index, { label }] of buttons.entries()) {
    const shown = `[#${index + 1} ${label}]`
    const row = rows.at(-1)
    if (row === undefined || row.length + shown.length >= WIDTH) rows.push(shown)
    else rows[rows.length - 1] = `${row} ${shown}`
  }
  return rows
}

function hoursOf(ms: number): string {
  return String(Math.round(ms / 360_000) / 10)
}

/** Never two at once. A look that fails is one at an emulator that goes away; its end is told elsewhere. */
function repeat(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  let running = Promise.resolve()
  const turn = () => {
    running = work()
      .catch(() => undefined)
      .then(() => {
        if (!isOver) timer = setTimeout(turn, everyMs)
      })
  }
  turn()
  return async () => {
    isOver = true
    clearTimeout(timer)
    await running
  }
}
