/** @module Reports of browsers about the rules of our pages: counted by the rule's name, within tight limits, and nothing of them stands anywhere. */

import { describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { makeMetrics } from '../../src/http/metrics.ts'
import { CONSOLE_ORIGIN, consoleWorld } from '../support/console-world.ts'

const CANARIES = ['Zubkanari', '3275014408900000', '/f/rahasiakanari', 'tergelincirkanari']
const [NAME, NIK, PATH, STORY] = CANARIES

async function world() {
  const metrics = await makeMetrics()
  const lines: string[] = []
  const note = (entry: unknown) => void lines.push(JSON.stringify(entry))
  const city = await consoleWorld({
    observer: metrics.observer,
    log: { info: note, warn: note, error: note },
  })
  const numbers = metrics.app(city.service.gauges)
  const post = async (body: unknown, type = 'application/csp-report', peer?: string) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const init = { method: 'POST', headers: { 'content-type': type }, body: text }
    const deps = peer === undefined ? city.service.web : { ...city.service.web, peer }
    return await app.request(`${CONSOLE_ORIGIN}/laporan-aturan`, init, deps)
  }
  const shown = async () => await (await numbers.request('/metrics')).text()
  const count = async (directive: string) =>
    Number(
      new RegExp(`policy_reports_total\\{directive="${directive}"\\} (\\d+)`).exec(await shown())?.[1] ?? 0,
    )
  return { city, post, shown, count, lines }
}

const old = (directive: string) => ({
  'csp-report': {
    'document-uri': `https://sigap.example${PATH}?${NIK}`,
    'violated-directive': `${directive} 'self'`,
    'blocked-uri': `https://${NAME}.example/${NIK}`,
    'script-sample': STORY,
  },
})
const recent = (directive: string) => ({
  type: 'csp-violation',
  url: `https://sigap.example${PATH}`,
  body: { effectiveDirective: directive, sample: STORY, documentURL: NIK },
})

describe('a report of a browser', () => {
  it('is asked for by every page, in both ways, and leads to the place that takes it', async () => {
    const { city, post } = await world()
    const page = await app.request(`${CONSOLE_ORIGIN}/`, {}, city.service.web)
    const policy = page.headers.get('content-security-policy')
    const [, uri = ''] = /report-uri (\S+?)(;|$)/.exec(policy ?? '') ?? []
    const [, group = ''] = /report-to (\S+?)(;|$)/.exec(policy ?? '') ?? []
    expect(page.headers.get('reporting-endpoints')).toBe(`${group}="${uri}"`)
    expect(uri).toBe('/laporan-aturan')
    expect((await post(old('img-src'))).status).toBe(204)
    await city.stop()
  })

  it('is counted by the name of the rule, the old shape and the new', async () => {
    const { city, post, count } = await world()
    await post(old('img-src'))
    await post([recent('script-src-elem'), recent('script-src-elem')], 'application/reports+json')
    await post(old(String(NAME)))
    expect(await Promise.all(['img-src', 'script-src-elem', 'other'].map(count))).toEqual([1, 2, 1])
    await city.stop()
  })

  it('leaves nothing of what stands in it: in no metric, no line of the log, no answer', async () => {
    const { city, post, shown, lines } = await world()
    const answers: string[] = []
    for (const [body, type] of [
      [old(`${NAME} ${NIK}`), 'application/csp-report'],
      [[recent(String(STORY))], 'application/reports+json'],
      [`{"csp-report": {"effective-directive": "${NAME}"`, 'application/csp-report'],
      [old('img-src'), `text/${NAME}`],
      [`"${NIK?.repeat(2_000)}"`, 'application/csp-report'],
    ] as const) {
      const answer = await post(body, type)
      answers.push(`${answer.status} ${await answer.text()} ${[...answer.headers].join()}`)
    }
    expect(answers.map((one) => one.slice(0, 3))).toEqual(['204', '204', '204', '415', '413'])
    const all = [await shown(), ...answers, ...lines].join('\n')
    for (const canary of CANARIES) expect(all).not.toContain(canary)
    await city.stop()
  })

  it('counts at most twenty of one post and sixty posts of one network in a minute; others are still heard', async () => {
    const { city, post, count } = await world()
    const many = Array.from({ length: 60 }, () => recent('img-src'))
    await post(many, 'application/reports+json', '203.0.113.7')
    expect(await count('img-src')).toBe(20)
    for (let n = 0; n < 59; n += 1) await post(old('base-uri'), undefined, '203.0.113.7')
    expect((await post(old('base-uri'), undefined, '203.0.113.7')).status).toBe(429)
    expect(await count('base-uri')).toBe(59)
    expect((await post(old('base-uri'), undefined, '203.0.113.8')).status).toBe(204)
    await city.stop()
  })
})
