/** @module What may be said over the staff socket: one JSON a line, the ports' methods for staff and no other. */

import { z } from 'zod'
import { CASE_STATES } from '../../core/lists.ts'

/** Longer lines are refused and the connection closed: nothing that staff write comes near. */
export const MAX_LINE_BYTES = 64 * 1024
export const SOCKET_NAME = 'staff.sock'

const id = z.string().min(1).max(200)
const text = z.string().max(20_000)
// JSON has no undefined inside an array.
const note = text.nullable().transform((value) => value ?? undefined)
const limit = z.number().int().min(1).max(500)
const owner = z.union([z.literal('bot'), z.literal('queue'), z.templateLiteral(['staff:', z.string()])])

const staffAct = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('take'), staffId: id, name: id.optional() }),
  z.strictObject({ act: z.literal('reply'), staffId: id, text }),
  z.strictObject({ act: z.literal('note'), staffId: id, text }),
  z.strictObject({ act: z.literal('hand_back'), staffId: id, to: z.enum(['resume', 'menu', 'close']) }),
  z.strictObject({ act: z.literal('return_to_queue'), staffId: id, by: z.literal('staff') }),
])

const readOptions = z.strictObject({
  after: z.number().int().min(0).optional(),
  limit: limit.optional(),
  forStaff: z.boolean().optional(),
})

const PORTS = ['chats', 'office', 'lines'] as const
export type PortName = (typeof PORTS)[number]

/**
 * Checked before the port is called. `Chats.receive` and `tell` and `Office.apply` are
 * left out on purpose: they speak for residents and for the office, which no member of staff does.
 */
const METHODS: Record<PortName, Record<string, z.ZodType<readonly unknown[]>>> = {
  chats: {
    act: z.tuple([id, id, staffAct]),
    read: z.tuple([id, readOptions.optional()]),
    follow: z.tuple([id]),
    unfollow: z.tuple([id]),
  },
  office: {
    queue: z.tuple([]),
    cards: z.tuple([z.strictObject({ owner: owner.optional(), limit: limit.optional() }).optional()]),
    cases: z.tuple([
      z.strictObject({ state: z.enum(CASE_STATES).optional(), limit: limit.optional() }).optional(),
    ]),
    case: z.tuple([id]),
    changeCase: z.tuple([id, id, z.enum(CASE_STATES), note, id]),
    alarms: z.tuple([z.strictObject({ limit: limit.optional() }).optional()]),
  },
  lines: { states: z.tuple([]) },
}

/** The arguments a method takes; undefined for a method that is not for staff. */
export function argumentsOf(port: PortName, method: string): z.ZodType<readonly unknown[]> | undefined {
  return Object.hasOwn(METHODS[port], method) ? METHODS[port][method] : undefined
}

/**
 * One request.
 * @example {"id":1,"port":"office","method":"queue","args":[]}
 */
export const requestSchema = z.strictObject({
  id: z.union([z.number(), z.string().max(100)]),
  port: z.enum(PORTS),
  method: z.string().max(40),
  args: z.array(z.unknown()).max(10).default([]),
})
export type StaffRequest = z.infer<typeof requestSchema>

/** Why a request was refused; `error` beside it is for people. */
export type RefusedCode = 'malformed' | 'too_long' | 'no_such_method' | 'bad_arguments' | 'failed' | 'busy'

/**
 * What the server writes: an answer to each request, and `wake` when a followed chat has news.
 * @example {"id":1,"ok":true,"value":[]}
 */
export type StaffAnswer =
  | { id: StaffRequest['id'] | null; ok: true; value: unknown }
  | { id: StaffRequest['id'] | null; ok: false; code: RefusedCode; error: string }
  | { event: 'wake'; chatId: string }
