/** @module A fault in flows, texts or rules: where it is, what is wrong and how to mend it. */

export type Fault = {
  /** A fault stops the service from starting; a warning is for whoever edits next. */
  level: 'fault' | 'warning'
  flow?: string
  node?: string
  /** A text key, or the id of a fact or table. */
  key?: string
  /** The kind of fault, one word for each: what tests and editors go by. */
  rule: string
  /** What is wrong, " - ", how to mend it. */
  message: string
}

export type Place = { flow?: string; node?: string; key?: string }

export function fault(at: Place, rule: string, what: string, mend: string): Fault {
  return { level: 'fault', ...at, rule, message: `${what} - ${mend}` }
}

export function warning(at: Place, rule: string, what: string, mend: string): Fault {
  return { level: 'warning', ...at, rule, message: `${what} - ${mend}` }
}

/** `flows/accident who: …`, or `locales accident.title: …` where no flow is at fault; one line. */
export function faultLine({ flow, node, key, message }: Fault): string {
  const place = flow === undefined ? `locales ${key ?? ''}` : `flows/${flow}${node ? ` ${node}` : ''}`
  const text = flow !== undefined && key !== undefined ? `${key} ` : ''
  return `${place.trim()}: ${text}${message}`
}
