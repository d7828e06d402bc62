/** @module One chat as a Durable Object: the pipeline over its own storage. Reaches the office by RPC. */

import { DurableObject } from 'cloudflare:workers'
import { terminalChannel } from '../../src/channels/terminal/terminal.ts'
import type { Instant, OfficeNotice, StaffAct } from '../../src/core/chat.ts'
import type { Incoming } from '../../src/core/message.ts'
import type { ActResult } from '../../src/core/ports.ts'
import { gather } from '../../src/engine/gather.ts'
import { takeTurn } from '../../src/engine/turn.ts'
import { makePipeline, type Pipeline } from '../../src/pipeline/pipeline.ts'
import { makeChatStore } from '../../src/store/chat/store.ts'
import { written } from '../flows/stage.ts'
import { breathe, type Env, outside, silent } from './env.ts'
import { openStorage } from './storage.ts'
import { world } from './world.ts'

export class ChatObject extends DurableObject<Env> {
  readonly #pipeline: Pipeline
  #chatId = ''

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    const { db, vault } = openStorage(ctx.storage, 'chat', env)
    const office = env.OFFICE.getByName('office')
    this.#pipeline = makePipeline(
      {
        store: makeChatStore(db, { isAlone: true }),
        // Whose chat this is was found before it was called.
        directory: {
          chatOf: () => this.#chatId,
          together: (work) => work(),
          sizeOf: () => 1,
          drop: () => 0,
          enter: () => [this.#chatId],
        },
        vault,
        channels: {
          terminal: terminalChannel(async (message) => void outside.lines.push(written(message))),
        },
        office: {
          apply: async (from, id, request, at) => {
            await office.apply(from, id, request, at)
            outside.requests.push(request)
          },
        },
        engine: { takeTurn, gather },
        world,
        now: () => outside.now,
        newId: () => crypto.randomUUID(),
        wakeAt: () => {},
        timeout: (ms) => AbortSignal.timeout(ms),
        breathe,
        holdOver: true,
        log: silent,
      },
      () => [],
    )
    this.#pipeline.start()
  }

  receive(chatId: string, incoming: Incoming[]): Promise<void> {
    this.#chatId = chatId
    return this.#pipeline.chats.receive(incoming)
  }

  tell(chatId: string, id: string, at: Instant, notice: OfficeNotice): Promise<void> {
    return this.#pipeline.chats.tell(chatId, id, at, notice)
  }

  act(chatId: string, key: string, act: StaffAct): Promise<ActResult> {
    return this.#pipeline.chats.act(chatId, key, act)
  }

  wake(): void {
    this.#pipeline.wake()
  }

  nextAt(): Instant | undefined {
    return this.#pipeline.nextAt()
  }

  /** True when there was something to wait for. */
  async idle(): Promise<boolean> {
    const wasBusy = this.#pipeline.isBusy()
    await this.#pipeline.idle()
    return wasBusy
  }

  forget(): void {
    this.ctx.abort('forgotten by the test')
  }
}
