/** @module In a terminal no page is served: one line fills the form behind the last link, another makes the code of the counter. */

import { readIdentityNumber } from '../../core/identity.ts'
import { formatHour } from '../../core/jakarta.ts'
import type { Service } from '../../main.ts'
import { readTexts } from '../../wiring/data.ts'

type Mode = 'json' | 'repro' | 'people'

const TOKEN = /\/f\/([\w-]{43})$/

/** What the page would say, or `{"page":"taken"}`; the answer itself comes to the chat. */
export async function formLine(
  { web }: Pick<Service, 'web'>,
  link: string,
  typed: { nik: string; kk: string },
  mode: Mode,
): Promise<string> {
  const [nik, kk] = [readIdentityNumber(typed.nik), readIdentityNumber(typed.kk)]
  const token = TOKEN.exec(link)?.[1] ?? ''
  const page = nik && kk ? ((await web.forms.take(token, { nik, kk })) ? 'taken' : 'over') : 'wrong'
  if (mode === 'json') return JSON.stringify({ page })
  return say(page === 'wrong' ? 'web.form.wrong' : `web.form.${page}.text`)
}

/** A code as the officer would read it out, or `{"code":…}`. */
export async function counterLine({ web }: Pick<Service, 'web'>, nik: string, mode: Mode): Promise<string> {
  const issued = await web.console.identity.issueCode(crypto.randomUUID(), nik, 'cli')
  if (mode === 'json') return JSON.stringify({ code: issued?.code ?? null })
  if (issued === undefined) return say('console.identity.wrong')
  return `${issued.code}\n${say('console.identity.once', { until: formatHour(new Date(issued.untilAt)) })}`
}

const say = (key: string, args: Record<string, string> = {}) => readTexts().format(key, 'id', args)
