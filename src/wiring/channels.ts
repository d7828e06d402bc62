/** @module The platforms that the settings switch on, each with its words from locales/. */

import type { Channel, ChannelDeps } from '../channels/channel.ts'
import type { Keep } from '../channels/keep.ts'
import { telegramChannel } from '../channels/telegram/telegram.ts'
import { registerWebhook } from '../channels/telegram/webhook.ts'
import { whatsappCloudChannel } from '../channels/whatsapp-cloud/whatsapp-cloud.ts'
import { whatsappWebChannel } from '../channels/whatsapp-web/whatsapp-web.ts'
import type { Config } from '../config.ts'
import type { Instant } from '../core/chat.ts'
import type { ChannelAlarm, ChannelId } from '../core/lists.ts'
import type { Log } from '../pipeline/deps.ts'
import type { Texts } from '../text/texts.ts'
import { makeOutbound, type Outbound, ownHostsOf } from './outbound.ts'

export type PlatformDeps = {
  texts: Pick<Texts, 'format'>
  now(): Instant
  log: Log
  alarm(channel: ChannelId, what: ChannelAlarm): void
  over(channel: ChannelId, what: readonly ChannelAlarm[]): void
  /** In tests: with a name server of their own. */
  outbound?: Outbound
  /** Opened only when WhatsApp Web is switched on. */
  keep(): Keep
}

/** Nothing is connected yet. @throws Error when a setting cannot be used; no value of a secret is in its message */
export function makePlatforms(config: Config, deps: PlatformDeps): Partial<Record<ChannelId, Channel>> {
  const say = (key: string) => deps.texts.format(key, 'id', {})
  const depsOf = (channel: ChannelId): ChannelDeps => ({
    now: deps.now,
    log: (level, entry) => deps.log[level]({ ...entry, channel }),
    alarm: (what) => deps.alarm(channel, what),
    over: (what) => deps.over(channel, what),
  })
  const { telegram, whatsappCloud, whatsappWeb, publicUrl } = config
  const outbound = deps.outbound ?? makeOutbound(ownHostsOf([telegram?.apiRoot, whatsappCloud?.apiRoot]))
  return {
    ...(telegram === undefined
      ? {}
      : { telegram: makeTelegram(telegram, publicUrl, say, outbound, depsOf('telegram')) }),
    ...(whatsappCloud === undefined
      ? {}
      : { whatsapp_cloud: makeCloud(whatsappCloud, say, outbound, depsOf('whatsapp_cloud')) }),
    ...(whatsappWeb === undefined
      ? {}
      : {
          whatsapp_web: whatsappWebChannel(
            {
              keep: deps.keep(),
              mode: config.mode,
              ...(whatsappWeb.url === undefined ? {} : { url: whatsappWeb.url }),
            },
            depsOf('whatsapp_web'),
          ),
        }),
  }
}

type Say = (key: string) => string

/** The bot's menu, in the order in which people see it. */
const COMMANDS = ['menu', 'petugas', 'batal', 'privasi', 'start']

function makeTelegram(
  { token, apiRoot, mode, secret }: NonNullable<Config['telegram']>,
  publicUrl: string | undefined,
  say: Say,
  { fetch, agent }: Outbound,
  deps: ChannelDeps,
): Channel {
  const commands = COMMANDS.map((command) => ({ command, description: say(`telegram.command.${command}`) }))
  const options = {
    token,
    mode,
    fetch,
    agent,
    texts: {
      groupRefused: say('telegram.group_refused'),
      shareLocation: say('telegram.share_location'),
      sharePhone: say('telegram.share_phone'),
      commands,
    },
    ...(apiRoot === undefined ? {} : { apiRoot }),
    ...(secret === undefined ? {} : { secret }),
    ...(publicUrl === undefined ? {} : { webhookUrl: new URL('/hooks/telegram', publicUrl).href }),
  }
  const channel = telegramChannel(options, deps)
  if (mode === 'polling') return channel
  return { ...channel, prepare: (signal) => registerWebhook(options, deps, signal) }
}

function makeCloud(
  { template, templates, apiRoot, appSecrets, ...account }: NonNullable<Config['whatsappCloud']>,
  say: Say,
  { fetch }: Outbound,
  deps: ChannelDeps,
): Channel {
  const knock =
    template === undefined
      ? undefined
      : { id: 'knock', text: say('whatsapp.knock'), template: { name: template, language: 'id' } }
  const others = templates.map(({ id, name }) => ({
    id,
    text: say(`whatsapp.template.${id}`),
    template: { name, language: 'id' },
  }))
  const all = [...(knock === undefined ? [] : [knock]), ...others]
  const channel = whatsappCloudChannel(
    {
      ...account,
      fetch,
      appSecret: appSecrets,
      texts: { listButton: say('whatsapp.list_button') },
      ...(apiRoot === undefined ? {} : { apiRoot }),
      templates: all.map((one) => one.template),
    },
    deps,
  )
  return { ...channel, ...(knock === undefined ? {} : { knock }), templates: all }
}
