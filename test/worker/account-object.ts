/** @module One line of a channel as a Durable Object: which chat an address writes in. */

import { DurableObject } from 'cloudflare:workers'
import type { Line } from '../../src/core/message.ts'
import { enter, findChat } from '../../src/pipeline/arriving/place.ts'
import { makeDirectory } from '../../src/store/account/directory.ts'
import { type Env, outside } from './env.ts'
import { openStorage } from './storage.ts'

export class AccountObject extends DurableObject<Env> {
  readonly #deps

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const { db, vault } = openStorage(ctx.storage, 'account', env)
    this.#deps = { directory: makeDirectory(db), vault, newId: () => crypto.randomUUID() }
  }

  find(line: Line): string | undefined {
    return findChat(this.#deps, line)
  }

  /** The chat of a line, made if there was none. */
  chatOf(line: Line): string {
    const chatId = this.find(line) ?? enter(this.#deps, [line], outside.now)[0]
    if (chatId === undefined) throw new Error('the directory gave no chat')
    return chatId
  }

  forget(): void {
    this.ctx.abort('forgotten by the test')
  }
}
