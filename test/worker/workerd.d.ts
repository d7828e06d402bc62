/** @module The little of workerd that these objects use, as types. Written here, since its own types would claim the globals of Node too. */

type DurableObjectStorage = {
  sql: { exec(query: string, ...bindings: unknown[]): { toArray(): Record<string, unknown>[] } }
  transactionSync<T>(work: () => T): T
}

type DurableObjectState = {
  storage: DurableObjectStorage
  /** Ends the object at once; what it had in memory is gone, what it had stored stays. */
  abort(reason: string): void
}

type DurableObjectStub<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never
}

type DurableObjectNamespace<T> = { getByName(name: string): DurableObjectStub<T> }

declare module 'cloudflare:workers' {
  export class DurableObject<Env> {
    protected ctx: DurableObjectState
    protected env: Env
    constructor(ctx: DurableObjectState, env: Env)
  }
}
