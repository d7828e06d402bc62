/** @module The office as a Durable Object, over its own storage. Reaches each chat by RPC. */

import { DurableObject } from 'cloudflare:workers'
import type { ChatRef, Instant, OfficeRequest } from '../../src/core/chat.ts'
import type { CaseState } from '../../src/core/lists.ts'
import type { CaseView } from '../../src/core/ports.ts'
import { makeOffice, type OfficeService } from '../../src/office/office.ts'
import { makeOfficeRound } from '../../src/wiring/waking.ts'
import { type Env, outside, silent } from './env.ts'
import { openStorage } from './storage.ts'
import { edition, texts } from './world.ts'

export class OfficeObject extends DurableObject<Env> {
  readonly #office: OfficeService
  readonly #round: ReturnType<typeof makeOfficeRound>

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const { db, vault } = openStorage(ctx.storage, 'office', env)
    this.#office = makeOffice({
      db,
      vault,
      now: () => new Date(outside.now),
      newId: () => crypto.randomUUID(),
      random: (bytes) => outside.random(bytes),
      rules: () => edition,
      texts,
      printForm: async () => {
        throw new Error('nothing is printed here')
      },
      breathe: async () => {},
      tell: (chatId, ...told) => env.CHATS.getByName(chatId).tell(chatId, ...told),
      wake: () => this.#round.run(),
    })
    this.#round = makeOfficeRound(this.#office, silent, () => {})
    this.#round.run()
  }

  apply(from: ChatRef, id: string, request: OfficeRequest, at: Instant): Promise<void> {
    return this.#office.apply(from, id, request, at)
  }

  cases(options: { limit?: number }): Promise<CaseView[]> {
    return this.#office.cases(options)
  }

  changeCase(key: string, number: string, state: CaseState, note: string | undefined, staffId: string) {
    return this.#office.changeCase(key, number, state, note, staffId)
  }

  wake(): void {
    this.#round.run()
  }

  nextAt(): Instant | undefined {
    return this.#office.dueAt()
  }

  idle(): Promise<void> {
    return this.#round.idle()
  }

  forget(): void {
    this.ctx.abort('forgotten by the test')
  }
}
