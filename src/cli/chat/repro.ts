/** @module A played chat as a transcript test: what was written, what passed, what it set off. */

import type { Content, OfficeRequest } from '../../core/chat.ts'
import type { Office } from '../../core/ports.ts'
import { formatDayHour } from '../../rules/calendar.ts'

const UNITS = [
  ['day', 24 * 60 * 60 * 1000],
  ['hour', 60 * 60 * 1000],
  ['minute', 60 * 1000],
  ['second', 1000],
] as const

/** `~ 1 day`; what is no whole number of a unit is told in the next smaller one. */
export function reproPause(ms: number): string {
  const [name, length] = UNITS.find(([, unit]) => ms >= unit && ms % unit === 0) ?? (['ms', 1] as const)
  const count = ms / length
  return `~ ${count} ${name}${count === 1 || name === 'ms' ? '' : 's'}`
}

/** `> text` for one message; a burst stands between `[` and `]`. */
export function reproMessages(contents: readonly Content[]): string {
  const lines = contents.map((content) => `> ${reproContent(content)}`)
  return lines.length === 1 ? (lines[0] ?? '') : ['[', ...lines, ']'].join('\n')
}

function reproContent(content: Content): string {
  switch (content.type) {
    case 'text':
      return content.text.replaceAll('\n', '\n  ')
    case 'choice':
      return `[choice ${content.id}]`
    case 'location':
      return `[location ${content.lat} ${content.lng}]`
    case 'contact':
      return `[contact ${content.phone}]`
    case 'unsupported':
      return `[${content.what}]`
    default:
      return content.caption === undefined ? `[${content.type}]` : `[${content.type} ${content.caption}]`
  }
}

/** A line for each request worth seeing; undefined for those that only keep lists in order. */
export function reproRequest(request: OfficeRequest): string | undefined {
  switch (request.type) {
    case 'file_case':
      return `= case ${request.kind}${request.urgent ? ' urgent' : ''}`
    case 'request_staff':
      return `= staff ${request.reason}${request.urgent ? ' urgent' : ''}`
    case 'alarm':
      return `= alarm ${request.reason}`
    case 'look_up_case':
      return '= look_up_case'
    case 'leave_queue':
      return '= leave_queue'
    case 'open_form':
      return '= open_form'
    case 'bind_chat':
      return '= bind_chat'
    default:
      return undefined
  }
}

/** What the office took, a line each worth seeing; a case with its number and deadline. */
export async function reproSeen(
  office: Pick<Office, 'cases'>,
  requests: readonly OfficeRequest[],
): Promise<string[]> {
  const lines: string[] = []
  for (const request of requests) {
    const line = reproRequest(request)
    if (line === undefined) continue
    const [last] = request.type === 'file_case' ? await office.cases({ limit: 1 }) : []
    const { deadlineAt } = last ?? {}
    const deadline = deadlineAt === undefined ? '' : `, deadline ${formatDayHour(new Date(deadlineAt), 'id')}`
    lines.push(last === undefined ? line : `${line} ${last.number}${deadline}`)
  }
  return lines
}
