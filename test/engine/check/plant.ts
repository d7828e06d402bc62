/** @module What a planted fault is, and the ways to plant one in a clean service. */

import type { Loose, Service } from './service.ts'

export type Seed = {
  what: string
  plant: (service: Service) => void
  finds: {
    rule: string
    level?: 'fault' | 'warning'
    flow?: string
    node?: string
    key?: string
    /** Words of the message. */
    says?: string
    /** Other rules that the same fault breaks, in order. */
    besides?: string[]
  }
}

export const nodesOf = (service: Service, flow: string): Record<string, Loose> =>
  (service.flows[flow]?.nodes ?? {}) as Record<string, Loose>

export const node = (service: Service, flow: string, id: string): Loose =>
  (service.flows[flow]?.nodes?.[id] ?? {}) as Loose

export const startedBy = (service: Service, flow: string): string[] =>
  (service.flows[flow]?.startedBy ?? []) as unknown as string[]

/** Changes fields of a node. */
export const edit = (flow: string, id: string, fields: object) => (service: Service) => {
  Object.assign(node(service, flow, id), fields)
}

/** Writes a text in both languages. */
export const write = (key: string, text: string) => (service: Service) => {
  service.id[key] = text
  service.en[key] = text
}

export const drop = (key: string) => (service: Service) => {
  delete service.id[key]
  delete service.en[key]
}

export const all =
  (...plants: ((service: Service) => void)[]) =>
  (service: Service) => {
    for (const plant of plants) plant(service)
  }

export const add = (flow: string, id: string, fields: object) => (service: Service) => {
  Object.assign(service.flows[flow]?.nodes ?? {}, { [id]: fields })
}

export const flowField = (flow: string, fields: object) => (service: Service) => {
  Object.assign(service.flows[flow] ?? {}, fields)
}

export const slots = (flow: string, fields: object) => (service: Service) => {
  Object.assign(service.flows[flow]?.slots ?? {}, fields)
}

export const LONG = 'kata '.repeat(70)
