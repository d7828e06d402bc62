/** @module The closed lists of the service: what may stand in data, rows and events. Nothing is renamed, only added. */

export const CHANNELS = ['web', 'terminal', 'telegram', 'whatsapp_cloud', 'whatsapp_web'] as const
export type ChannelId = (typeof CHANNELS)[number]

/** What people must look at on a line of a channel; each has a text `channel.why.<name>`. */
export const CHANNEL_ALARMS = [
  'not_paired',
  'logged_out',
  'banned',
  'replaced',
  'keys_unreadable',
  'keys_damaged',
  'phone_too_old',
  'link_down',
  'deaf',
  'second_poller',
  'webhook_set',
  'webhook_absent',
  'webhook_failing',
  'token_refused',
  'not_permitted',
  'number_unknown',
  'throttled_long',
  'restricted',
  'template_refused',
  'template_unknown',
  'address_conflict',
  'not_reachable',
  'held_elsewhere',
  'store_unwritable',
  'silent_bot',
  'quiet_line',
  'scanner_down',
] as const
export type ChannelAlarm = (typeof CHANNEL_ALARMS)[number]

/** Why a file of a resident was not taken; each has a sentence for the resident. */
export const MEDIA_REFUSALS = [
  'empty',
  'too_big',
  'not_a_photo',
  'not_taken',
  'broken',
  'too_many',
  // A virus was found in it.
  'unsafe',
  // A scanner is set and did not answer: the file may come again later.
  'unscanned',
] as const
export type MediaRefusal = (typeof MEDIA_REFUSALS)[number]

/** Why a file that a platform announced is not there; `gone` and `not_fetched` are the platform's and the road's. */
export const FILE_FAULTS = [...MEDIA_REFUSALS, 'gone', 'not_fetched'] as const
export type FileFault = (typeof FILE_FAULTS)[number]

export const LANGUAGES = ['id', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** Who a line is from, besides the resident: `system` is 112, the words of the queue and notices of cases. */
export const AUTHORS = ['bot', 'staff', 'system'] as const
export type Author = (typeof AUTHORS)[number]

export const HAND_OVER_REASONS = [
  'asked',
  'misunderstood',
  'emergency',
  'death',
  'complaint',
  'eligibility_review',
  'identity',
  'erasure',
] as const
export type HandOverReason = (typeof HAND_OVER_REASONS)[number]

export const CASE_KINDS = ['accident', 'death', 'complaint', 'erasure', 'correction', 'withdrawal'] as const
export type CaseKind = (typeof CASE_KINDS)[number]

/** Requests of a person about their own data: the law's clock runs for these, and they hold nothing back from an erasure. */
export const DATA_KINDS = ['erasure', 'correction', 'withdrawal'] as const satisfies readonly CaseKind[]
export const isDataKind = (kind: CaseKind): boolean => DATA_KINDS.some((one) => one === kind)

export const CASE_STATES = ['received', 'checked', 'forwarded', 'needs_papers', 'done', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** What stands in the history of a case. */
export const CASE_EVENTS = [
  'filed',
  'moved',
  'undone',
  'edited',
  'asked',
  'joined',
  'parted',
  'added',
  'reopened',
  'stopped',
] as const
export type CaseEvent = (typeof CASE_EVENTS)[number]

/** One label a message, judged without dialogue context; `docs/flows.md` says what each means. */
export const INTENTS = [
  'greet',
  'menu',
  'eligibility_check',
  'eligibility_rules',
  'program_info',
  'dtsen_update',
  'dtsen_check_decile',
  'accident_report',
  'accident_emergency',
  'accident_status',
  'benefits_info',
  'contribution_info',
  'claim_documents',
  'death_claim',
  'office_location',
  'human_handoff',
  'complaint',
  'privacy',
  'delete_data',
  'thanks',
  'goodbye',
  'affirm',
  'deny',
  'cancel',
  'back',
  'repeat',
  'language',
  'off_topic',
  'abusive',
  'gibberish',
] as const
export type Intent = (typeof INTENTS)[number]

/** How sure a fact is: only `verified` and `press_only` are told as true, `demo` is told as made up. */
export const FACT_STATES = ['verified', 'press_only', 'unsure', 'missing', 'demo'] as const
export type FactState = (typeof FACT_STATES)[number]

/** `counter` is the one answer to everything a stranger could bring about. */
export const IDENTITY_ANSWERS = ['registered', 'not_yet', 'verify', 'counter'] as const
export type IdentityAnswer = (typeof IDENTITY_ANSWERS)[number]

/** What a bound person is told besides: others are at their data. */
export const IDENTITY_NEWS = ['asked_often', 'bound_elsewhere'] as const
export type IdentityNews = (typeof IDENTITY_NEWS)[number]
