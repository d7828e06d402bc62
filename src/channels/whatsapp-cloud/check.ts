/** @module How the line stands, asked of the Graph API: the number, and the templates. Never throws. */

import type { ChannelState } from '../channel.ts'
import { meaningAtNumber } from './errors.ts'
import type { Graph } from './graph.ts'
import { listOf, recordOf, wordOf } from './loose.ts'

export type Template = { name: string; language: string }

export type Asked = Pick<ChannelState, 'link' | 'why' | 'name' | 'unchecked'>
type Why = NonNullable<ChannelState['why']>

const TIMEOUT_MS = 3_000

export async function askState(
  graph: Graph,
  phoneNumberId: string,
  templates: readonly Template[] = [],
): Promise<Asked> {
  const path = encodeURIComponent(phoneNumberId)
  const [answer, ...aboutTemplates] = await Promise.all([
    graph.call({
      path: `${path}?fields=display_phone_number,verified_name,quality_rating`,
      timeoutMs: TIMEOUT_MS,
    }),
    ...templates.map((template) => askTemplate(graph, path, template)),
  ])
  const aboutTemplate = WORST_FIRST.find((one) => aboutTemplates.includes(one)) ?? 'well'
  if (answer.type === 'no_answer') return { link: 'down', why: 'not_reachable' }
  if (answer.http !== 200) return { link: 'down', why: whyOf(meaningAtNumber(answer)) }
  const { display_phone_number, verified_name, quality_rating } = recordOf(answer.body)
  const name = [wordOf(verified_name), wordOf(display_phone_number)]
    .filter((word) => word !== undefined)
    .join(' ')
  // The next step down from RED is a limit on who may be written to.
  const why = quality_rating === 'RED' ? 'restricted' : TROUBLES[aboutTemplate]
  return {
    link: 'idle',
    ...(name === '' ? {} : { name }),
    ...(why === undefined ? {} : { why }),
    ...(aboutTemplate === 'unchecked' ? { unchecked: ['template'] } : {}),
  }
}

const WORST_FIRST = ['refused', 'unknown', 'unchecked'] as const
type OfTemplate = 'well' | (typeof WORST_FIRST)[number]
const TROUBLES: Partial<Record<OfTemplate, Why>> = {
  unknown: 'template_unknown',
  refused: 'template_refused',
}

/** What is refused when only the number was asked for is the number; a token or a right that is wrong has its own code. */
function whyOf({ code, alarm }: ReturnType<typeof meaningAtNumber>): Why {
  if (alarm !== undefined) return alarm
  return code === 'rejected' ? 'number_unknown' : 'not_reachable'
}

/**
 * The account of a number is no setting, but its health names it. Each of the two needs the permission
 * whatsapp_business_management, which sending does not: without it a person has to look.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/health-status
 * and …/templates/template-management, read in stored copies 2026-11-25
 */
async function askTemplate(graph: Graph, number: string, { name, language }: Template): Promise<OfTemplate> {
  const health = await graph.call({ path: `${number}?fields=health_status`, timeoutMs: TIMEOUT_MS })
  if (health.type === 'no_answer' || health.http !== 200) return 'unchecked'
  const entities = listOf(recordOf(recordOf(health.body).health_status).entities).map(recordOf)
  const account = wordOf(entities.find(({ entity_type }) => entity_type === 'WABA')?.id)
  if (account === undefined) return 'unchecked'
  const query = `name=${encodeURIComponent(name)}&fields=name,language,status&limit=100`
  const path = `${encodeURIComponent(account)}/message_templates?${query}`
  const answer = await graph.call({ path, timeoutMs: TIMEOUT_MS })
  const { data } = answer.type === 'answer' ? recordOf(answer.body) : {}
  if (answer.type === 'no_answer' || answer.http !== 200 || !Array.isArray(data)) return 'unchecked'
  // The filter of Meta's also finds names that only begin so.
  const own = data.map(recordOf).find((one) => one.name === name && one.language === language)
  if (own === undefined) return 'unknown'
  return own.status === 'APPROVED' ? 'well' : 'refused'
}
