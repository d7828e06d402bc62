/** @module What each column that holds or stands for personal data is for: class, purpose, how long. Data; a test compares it with the schemas. */

import type { RetentionClass } from '../../core/retention.ts'

export type Tag = {
  /** UU 27/2022 art. 4. `key` is no data of a person, but what opens it. */
  class: 'general' | 'specific' | 'pseudonym' | 'staff' | 'key'
  purpose: string
  keep:
    | RetentionClass
    | 'employment + 1 year'
    | 'as long as what it opens'
    | 'until replaced'
    | 'an hour'
    | '24 hours'
}

const chat = (purpose: string, kind: Tag['class'] = 'specific'): Tag => ({
  class: kind,
  purpose,
  keep: 'chat',
})
const report = (purpose: string, kind: Tag['class'] = 'specific'): Tag => ({
  class: kind,
  purpose,
  keep: 'case',
})
const staff = (purpose: string): Tag => ({ class: 'staff', purpose, keep: 'employment + 1 year' })
const roster = (purpose: string, kind: Tag['class'] = 'general'): Tag => ({
  class: kind,
  purpose,
  keep: 'until replaced',
})

/** By `part.table.column`, as in the database. */
export const TAGS: Readonly<Record<string, Tag>> = {
  'account.accounts.token_mark': { class: 'key', purpose: 'know a changed token', keep: 'until replaced' },
  'account.directory.address_hash': chat('find the chat of an address', 'pseudonym'),
  'account.directory.address_sealed': chat('answer', 'general'),
  'access.audit.mac': { class: 'pseudonym', purpose: 'prove that the log is whole', keep: 'access_log' },
  'access.links.draft_sealed': staff('set an account up'),
  'access.links.token_hash': staff('one-time links'),
  'access.recovery_codes.code_hash': staff('log in without the app'),
  'access.sessions.token_hash': staff('know a session'),
  'access.staff.login_hash': staff('log in'),
  'access.staff.password_hash': staff('log in'),
  'access.staff.profile_sealed': staff('name colleagues'),
  'access.staff.totp_sealed': staff('log in'),
  'access.tries.key': { class: 'pseudonym', purpose: 'limits of logging in', keep: 'an hour' },
  'archive.lines.body_sealed': chat('show what was said months ago'),
  'chat.chats.address_sealed': chat('answer', 'general'),
  'chat.chats.session_sealed': chat('go on with a conversation'),
  'chat.dead_letters.body_sealed': { class: 'specific', purpose: 'repair', keep: 'dead_letter' },
  'chat.dead_letters.key': { class: 'pseudonym', purpose: 'keep once', keep: 'dead_letter' },
  'chat.files.ref_sealed': chat('fetch a file once'),
  'chat.inbox.key': chat('take a message once', 'pseudonym'),
  'chat.journal.body_sealed': chat('show and continue the conversation'),
  'chat.outbox.body_sealed': chat('hand a request to the office once'),
  'chat.outbox.sent_key': chat('match the status of a sent message', 'pseudonym'),
  'keys.data_keys.wrapped': { class: 'key', purpose: 'open', keep: 'as long as what it opens' },
  'line.kept.sealed': { class: 'specific', purpose: 'speak with WhatsApp', keep: 'line_keys' },
  'office.case_name_words.hash': report('search by name', 'pseudonym'),
  'office.desk_chats.mask_hash': chat('search by mask', 'pseudonym'),
  'office.desk_chats.mask_sealed': chat('tell two chats apart', 'pseudonym'),
  'office.office_cards.summary_sealed': chat('know what was asked before a person came'),
  'office.office_case_history.changes_sealed': report('who changed what'),
  'office.office_case_history.note_sealed': report('tell what was done'),
  'office.office_cases.code_hash': report('look a case up with its code', 'pseudonym'),
  'office.office_cases.code_sealed': report('say the code again', 'pseudonym'),
  'office.office_cases.fields_sealed': report('handle the report'),
  'office.office_cases.summary_sealed': report('handle the report'),
  'office.office_heard.text_sealed': {
    class: 'specific',
    purpose: 'teach the service',
    keep: 'misunderstood',
  },
  'office.office_look_ups.number_hash': {
    class: 'pseudonym',
    purpose: 'limits of looking up',
    keep: 'look_up',
  },
  'office.office_outbox.notice_sealed': report('tell a chat once'),
  'office.roster_faults.mask': roster('repair a list', 'pseudonym'),
  'office.roster_people.kk_hash': roster('find a covered worker', 'pseudonym'),
  'office.roster_people.mask': roster('tell two workers apart', 'pseudonym'),
  'office.roster_people.nik_hash': roster('find a covered worker', 'pseudonym'),
  'office.roster_people.phone_hash': roster('find a covered worker', 'pseudonym'),
  'office.roster_people.record_sealed': roster('answer whether somebody is covered'),
  'office.shift_notes.body_sealed': { class: 'general', purpose: 'hand a shift over', keep: 'shift_note' },
}
