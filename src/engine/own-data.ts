/** @module What is written down about a chat, told in that chat: purposes, who of staff looked (role alone), until when it is kept. */

import type { OfficeNotice } from '../core/chat.ts'
import { formatDate } from '../core/jakarta.ts'
import { formatDayHour } from '../rules/calendar.ts'
import type { Run } from './run.ts'
import { say } from './say.ts'

export function tellOwnData(run: Run, notice: Extract<OfficeNotice, { type: 'own_data' }>): void {
  const { lang } = run.session
  const { texts } = run.world
  const word = (key: string, args = {}) => texts.format(`engine.own_data.${key}`, lang, args)
  const listed = (lines: readonly string[]) => lines.map((line) => `• ${line}`).join('\n')
  const looked = notice.looked.map(({ role, at }) =>
    word('looked', { role: word(`role.${role}`), at: formatDayHour(new Date(at), lang) }),
  )
  const purposes = notice.consents.map(({ purpose, answer, at }) =>
    word('purpose', {
      purpose: word(`purpose.${purpose}`),
      answer: word(`answer.${answer}`),
      at: formatDate(new Date(at), lang),
    }),
  )
  const args = {
    purposes: purposes.length === 0 ? word('none') : listed(purposes),
    looked: looked.length === 0 ? word('nobody') : listed(looked),
    until:
      notice.keptUntil === undefined
        ? ''
        : word('until', { at: formatDate(new Date(notice.keptUntil), lang) }),
  }
  say(run, 'text', 'engine.own_data', { args, author: 'system' })
}
