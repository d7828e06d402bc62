/** @module Plays a transcript over the whole road on Node, in memory, with a clock that stands still. */

import { terminalChannel } from '../../src/channels/terminal/terminal.ts'
import { makeChatClock } from '../../src/cli/chat/clock.ts'
import { readConfig } from '../../src/config.ts'
import type { OfficeRequest } from '../../src/core/chat.ts'
import { build, type Service } from '../../src/main.ts'
import { learn } from '../support/learned.ts'
import { listPeople } from '../support/people-list.ts'
import { makeRandom, playOn, type Stage, startOf, written } from './stage.ts'

/** The transcript as it goes now: the inputs of `source` with what really came of them. */
export async function play(source: string): Promise<string> {
  const lines: string[] = []
  const requests: OfficeRequest[] = []
  const clock = makeChatClock(startOf(source))
  let ids = 0
  learn()
  const service = await build(readConfig({ MODE: 'demo', LOG_LEVEL: 'fatal', ...settingsOf(source) }), {
    inMemory: true,
    now: clock.now,
    wakeAt: clock.wakeAt ?? (() => {}),
    newId: () => `id-${++ids}`,
    random: makeRandom(),
    holdOver: true,
    channels: {
      terminal: terminalChannel((message) => {
        lines.push(written(message))
        return Promise.resolve()
      }),
    },
    onRequest: (_id, request) => requests.push(request),
  })
  service.start()
  const { chats, office, quiet } = service
  const pass = (ms: number) => clock.advance(service, ms)
  const more = counterAndForm(service, lines)
  const played = await playOn({ chats, office, quiet, now: clock.now, pass, lines, requests, more }, source)
  await service.stop()
  return played
}

/** `# official` plays the service as the city would run it, without the demo's notice. */
function settingsOf(source: string): Record<string, string> {
  return /^# official/m.test(source) ? { SERVICE_NAME: 'Tanya SIGAP', SERVICE_OFFICIAL: 'no' } : {}
}

/** Fictional people of whom some are on the list. */
const NUMBERS = /^(\d{16})(?: (\d{16}))?$/

/** `! daftar NIK KK`: the list has this person. `! isi NIK KK`: the last link is filled in. `! kode NIK`: the officer's code, sent from the chat. */
function counterAndForm(service: Service, lines: readonly string[]): NonNullable<Stage['more']> {
  return async (words, { send }) => {
    const [verb = '', ...rest] = words.split(' ')
    const [, nik = '', kk = ''] = NUMBERS.exec(rest.join(' ')) ?? []
    if (verb === 'daftar') await listPeople(service, [{ nik, kk }])
    else if (verb === 'isi') {
      const token = /\/f\/([\w-]{43})/.exec(lines.findLast((line) => line.includes('/f/')) ?? '')?.[1] ?? ''
      await service.web.forms.take(token, { nik, kk })
    } else if (verb === 'kode') {
      const issued = await service.web.console.identity.issueCode(
        `kode-${lines.length}`,
        nik,
        'petugas-contoh',
      )
      await send({ type: 'text', text: issued?.code ?? '' })
    } else return false
    return true
  }
}
