/** @module The words for staff and operators: both languages, and every reason, state and outcome has one. */

import { describe, expect, it } from 'vitest'
import { loadTexts } from '../../src/cli/office-texts.ts'
import {
  AUTHORS,
  CASE_KINDS,
  CASE_STATES,
  CHANNEL_ALARMS,
  CHANNELS,
  HAND_OVER_REASONS,
  LANGUAGES,
} from '../../src/core/lists.ts'

const texts = loadTexts()
const needed = [
  ...CHANNELS.map((channel) => `staff.channel.${channel}`),
  ...[...HAND_OVER_REASONS, 'none'].map((reason) => `staff.reason.${reason}`),
  ...CASE_KINDS.map((kind) => `staff.kind.${kind}`),
  ...CASE_STATES.map((state) => `staff.state.${state}`),
  ...[...AUTHORS, 'resident', 'note'].map((from) => `staff.from.${from}`),
  ...['owned', 'not_yours', 'bot_owns', 'too_long', 'unknown_chat'].map((why) => `staff.refused.${why}`),
  ...['waiting', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'unknown', 'parked'].map(
    (one) => `staff.status.${one}`,
  ),
  ...[
    'emergency',
    'broken_flow',
    'poison',
    'undelivered',
    'identity_changed',
    'file_lost',
    'data_request_due',
  ].map((one) => `staff.alarm_reason.${one}`),
  ...CHANNEL_ALARMS.map((one) => `channel.why.${one}`),
  ...['resume', 'menu', 'close'].map((to) => `staff.handed_back.${to}`),
]

describe.each(LANGUAGES)('the words for staff in %s', (language) => {
  it('name everything of the closed lists', () => {
    expect(needed.filter((key) => !texts.has(key, language))).toEqual([])
  })

  it('stand for the same keys as in the other language', () => {
    const ours = texts.keys().filter((key) => /^(staff|doctor|channel)\./.test(key))
    expect(ours.length).toBeGreaterThan(80)
    expect(ours.filter((key) => !texts.has(key, language))).toEqual([])
  })
})
