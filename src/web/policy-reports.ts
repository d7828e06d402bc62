/** @module Where browsers report that something on a page broke its rules: counted by the rule's name alone. Nothing of a report is kept or logged, since the address and the sample in it are of people. */

import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { POLICY_DIRECTIVES, type PolicyDirective } from '../core/policy.ts'
import { type PeerEnv, paced } from '../pages/pace.ts'
import { POLICY_REPORTS } from '../pages/security.ts'

/** A browser reports a page's breaches together; more than these of one post are somebody's game. */
const MOST_OF_ONE = 20
const MAX_BYTES = 16 * 1024
/** Of one network. Whoever reports more says nothing new. */
const REPORTS_A_MINUTE = 60
const KINDS = /^application\/(csp-report|reports\+json)\b/

type PolicyEnv = {
  Bindings: PeerEnv['Bindings'] & {
    now(): Date
    /** Counts one breach. Absent: nobody counts. */
    policyBroken?(directive: PolicyDirective): void
  }
}

/** Outside the guard of writes: browsers send reports on their own, and not all say from which page. */
export const policyReports = new Hono<PolicyEnv>().post(
  POLICY_REPORTS,
  paced(REPORTS_A_MINUTE),
  bodyLimit({ maxSize: MAX_BYTES, onError: (c) => c.body(null, 413) }),
  async (c) => {
    if (!KINDS.test(c.req.header('content-type') ?? '')) return c.body(null, 415)
    for (const directive of directivesOf(await c.req.text())) c.env.policyBroken?.(directive)
    // Whatever it was: a sender learns nothing from us.
    return c.body(null, 204)
  },
)

/** Never throws. Both shapes: one report in `csp-report`, or a list with `effectiveDirective` in each body. */
function directivesOf(text: string): PolicyDirective[] {
  const report = jsonOf(text)
  const bodies = Array.isArray(report)
    ? report.map((one) => fieldOf(one, 'body'))
    : [fieldOf(report, 'csp-report')]
  return bodies.slice(0, MOST_OF_ONE).flatMap((body) => {
    const names = ['effectiveDirective', 'effective-directive', 'violated-directive']
    const name = names.map((one) => fieldOf(body, one)).find((one) => typeof one === 'string')
    if (typeof name !== 'string') return []
    // An older browser writes the whole rule: "img-src 'self'".
    const [first] = name.split(' ')
    return [POLICY_DIRECTIVES.find((one) => one === first) ?? 'other']
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
