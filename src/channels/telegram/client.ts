/** @module The Bot API, called through telegraf's typed client. Nothing leaves here but results and `ApiFault`. */

import type { Agent } from 'node:https'
import { Telegram } from 'telegraf'
import type { Telegram as Methods, Opts } from 'telegraf/types'
import { ApiFault, faultOf } from './fault.ts'
import { CALL_TIMEOUT_MS } from './limits.ts'

export type Method = keyof Methods

export type Client = {
  /**
   * The result as it came: whoever reads it judges it.
   * @throws ApiFault
   */
  call<M extends Method>(
    method: M,
    payload: Opts<M>,
    how?: { signal?: AbortSignal | undefined; timeoutMs?: number },
  ): Promise<unknown>
}

type ClientOptions = { token: string; apiRoot?: string | undefined; agent?: Agent | undefined }

export function makeClient({ token, apiRoot, agent }: ClientOptions): Client {
  // `webhookReply` would answer through a response of Telegraf's, which does not exist here.
  const telegram = new Telegram(token, {
    webhookReply: false,
    ...(apiRoot === undefined ? {} : { apiRoot }),
    ...(agent === undefined ? {} : { agent }),
  })
  return {
    async call(method, payload, { signal, timeoutMs = CALL_TIMEOUT_MS } = {}) {
      if (signal?.aborted) throw new ApiFault('network', { code: 'STOPPED' })
      const within = limited(signal, timeoutMs)
      try {
        return await telegram.callApi(method, payload, { signal: within.signal as ForTelegraf })
      } catch (error) {
        throw faultOf(error)
      } finally {
        within.release()
      }
    },
  }
}

type ForTelegraf = NonNullable<NonNullable<Parameters<Telegram['callApi']>[2]>['signal']>

/** One signal of two. `AbortSignal.any` keeps a listener on the long-lived one for each call in Node 20. */
export function limited(outer: AbortSignal | undefined, timeoutMs: number) {
  const inner = new AbortController()
  const end = () => inner.abort()
  const timer = setTimeout(end, timeoutMs)
  outer?.addEventListener('abort', end)
  return {
    signal: inner.signal,
    release: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', end)
    },
  }
}
