/** @module Who is affected by a breach: by what was opened in a stretch of time, or by everything. Counts, case numbers and chat ids; nothing in clear, no key is read. */

import { join } from 'node:path'
import type { Instant } from '../core/chat.ts'
import { openedBetween } from '../store/access/affected.ts'
import { allCases, type CaseOfChat, casesBehind } from '../store/office/affected.ts'
import { openAsItIs } from '../store/sqlite.ts'

/** Acts that show, or take out of the house, what somebody told. */
const SHOWING = [
  'cases.edit',
  'cases.export',
  'cases.open',
  'cases.print',
  'cases.view_file',
  'chat.file',
  'chat.follow',
  'chat.open',
  'chat.reply',
  'chat.take',
  'queue.search',
  'roster.look_up',
  'roster.reveal',
  'words.export',
  'words.read',
]
/** They show more than their subject names: whoever was in the list then. */
const LISTS = ['cases.export', 'queue.search', 'words.export', 'words.read']
const CASE = /^SGP-\d{4}-\d{4}$/

export type Affected = {
  chats: string[]
  cases: string[]
  /** By act: how often, over how many subjects. */
  acts: { action: string; n: number; subjects: number }[]
  /** Acts that showed lists: who was in them has to be found by hand. */
  lists: { action: string; n: number }[]
}

/** `by` narrows it to one member of staff, such as one whose account was taken over. */
export function affectedBetween(dataDir: string, from: Instant, until: Instant, by?: string): Affected {
  const opened = read(dataDir, 'staff', (db) => openedBetween(db, SHOWING, from, until, by))
  const subjects = [...new Set(opened.map(({ subject }) => subject))].filter((one) => one !== '')
  const numbers = subjects.filter((one) => CASE.test(one))
  const chatIds = [
    ...new Set(
      opened.flatMap(({ subject, action }) =>
        action.startsWith('chat.') && subject !== '' && !CASE.test(subject) ? [subject] : [],
      ),
    ),
  ]
  const behind = read(dataDir, 'office', (db) => casesBehind(db, numbers, chatIds))
  const actions = [...new Set(opened.map(({ action }) => action))].sort()
  const acts = actions.map((action) => {
    const rows = opened.filter((one) => one.action === action)
    return { action, n: rows.reduce((sum, { n }) => sum + n, 0), subjects: rows.length }
  })
  const lists = acts.filter(({ action }) => LISTS.includes(action)).map(({ action, n }) => ({ action, n }))
  return { ...sorted(behind, chatIds), acts, lists }
}

/** The whole machine, its disk, or a backup with its keys. */
export function affectedByAll(dataDir: string): Affected {
  const chatIds = read(dataDir, 'chats', (db) =>
    db.all<{ id: string }>('select chat_id as id from chats').map(({ id }) => id),
  )
  return { ...sorted(read(dataDir, 'office', allCases), chatIds), acts: [], lists: [] }
}

function sorted(
  behind: readonly CaseOfChat[],
  chatIds: readonly string[],
): Pick<Affected, 'chats' | 'cases'> {
  return {
    chats: [...new Set([...chatIds, ...behind.map(({ chatId }) => chatId)])].sort(),
    cases: [...new Set(behind.map(({ number }) => number))].sort(),
  }
}

type Db = ReturnType<typeof openAsItIs>['db']

function read<T>(dataDir: string, name: string, work: (db: Db) => T): T {
  const { db, close } = openAsItIs(join(dataDir, `${name}.db`))
  try {
    return work(db)
  } finally {
    close()
  }
}
