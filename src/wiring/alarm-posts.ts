/** @module The ways an alarm leaves the machine: mail by SMTP, a signed post to a web address. */

import { createHmac } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { AlarmNote, AlarmPost, AlarmPosts, AlarmWay } from '../core/alarm-post.ts'
import { formatDate, formatHour } from '../core/jakarta.ts'
import type { Log } from '../pipeline/deps.ts'
import type { Texts } from '../text/texts.ts'
import { ownHostsOf } from './outbound.ts'

/** Below the time of the next try. */
const TIMEOUT_MS = 20_000

export type AlarmSettings = {
  email: { smtpUrl: string; to: string; from: string } | undefined
  webhook: { url: string; secret: string } | undefined
}

type Deps = { texts: Texts; log: Log; serviceName: string; consoleUrl: string | undefined }

/** Only what is set; each tells the log when it fails, by code alone. */
export function makeAlarmPosts(
  settings: { alarms: AlarmSettings; publicUrl: string | undefined; consoleUrl?: string | undefined },
  known: Omit<Deps, 'consoleUrl'>,
): AlarmPosts {
  const { email, webhook } = settings.alarms
  const deps = { ...known, consoleUrl: settings.consoleUrl ?? settings.publicUrl }
  const told =
    (way: AlarmWay, post: AlarmPost): AlarmPost =>
    async (alarms) => {
      try {
        await post(alarms)
      } catch (error) {
        deps.log.error({ event: 'alarm_not_posted', code: `${way}: ${codeOf(error)}` })
        throw error
      }
    }
  return {
    ...(email === undefined ? {} : { email: told('email', byMail(email, deps)) }),
    ...(webhook === undefined ? {} : { webhook: told('webhook', byPost(webhook, deps)) }),
  }
}

function byMail({ smtpUrl, to, from }: NonNullable<AlarmSettings['email']>, deps: Deps): AlarmPost {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Never in clear over a network, whatever the mail server offers; on this machine itself it may be.
    ...(ownHostsOf([smtpUrl]).size > 0 ? {} : { requireTLS: true, ignoreTLS: false }),
    // Nothing of a mail is read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (alarms) => {
    const subject = deps.texts.format('alarm.mail_subject', 'id', {
      service_name: deps.serviceName,
      n: alarms.length,
    })
    await transport.sendMail({ from, to, subject, text: alarms.map((one) => words(one, deps)).join('\n\n') })
  }
}

/**
 * JSON `{ service, alarms: [{ id, at, reason, topic, text, url? }] }`, `at` in ISO; signed like the platforms sign
 * theirs: `x-signature-256: sha256=<hex HMAC-SHA-256 of the body>`.
 */
function byPost({ url, secret }: NonNullable<AlarmSettings['webhook']>, deps: Deps): AlarmPost {
  return async (alarms) => {
    const body = JSON.stringify({
      service: deps.serviceName,
      alarms: alarms.map((one) => ({
        id: one.id,
        at: new Date(one.at).toISOString(),
        reason: one.reason,
        topic: one.topic,
        text: words(one, deps),
        ...(linkOf(one, deps) === undefined ? {} : { url: linkOf(one, deps) }),
      })),
    })
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      headers: { 'content-type': 'application/json', 'x-signature-256': `sha256=${signature}` },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`answered ${response.status}`)
  }
}

function words(alarm: AlarmNote, deps: Deps): string {
  const { chatId, reason, topic, at } = alarm
  const when = new Date(at)
  const isLine = chatId === ''
  const what = deps.texts.format(isLine ? `channel.why.${reason}` : `staff.alarm_reason.${reason}`, 'id', {})
  const where = isLine ? deps.texts.format(`staff.channel.${topic}`, 'id', {}) : topic
  const line = deps.texts.format('alarm.line', 'id', {
    at: `${formatDate(when, 'id')} ${formatHour(when)}`,
    where,
    what,
  })
  const link = linkOf(alarm, deps)
  return link === undefined ? line : `${line}\n${link}`
}

/** Opens nothing without a login. */
function linkOf({ chatId }: AlarmNote, { consoleUrl }: Deps): string | undefined {
  if (consoleUrl === undefined) return undefined
  return new URL(chatId === '' ? '/console/saluran' : `/console/chat/${chatId}`, consoleUrl).href
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
