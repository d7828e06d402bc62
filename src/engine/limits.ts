/** @module Every size and loop of a turn has its named limit here. */

/** Nodes one turn may pass; more is a loop without a question and ends in a hand-over. */
export const MAX_NODES_A_TURN = 60
/** Characters of one message that are read; the rest is kept in the journal alone. */
export const MAX_TEXT_CHARS = 2_000
/** Characters of a name, a place in words and other short answers. */
export const MAX_SHORT_CHARS = 120
/** Flows open at once (digressions and calls); the oldest digression is dropped beyond it. */
export const MAX_STACK = 5
/** Bubbles one turn may send; texts beyond it are joined. */
export const MAX_BUBBLES = 3
/** Characters of a bubble that is no list; the flow check enforces it on every text. */
export const MAX_BUBBLE_CHARS = 320
/** Answers not understood before a person is offered. */
export const DEFAULT_TRIES = 2
/** Silence after which the next message is asked whether to go on or start anew. */
export const RESUME_AFTER_MS = 2 * 60 * 60 * 1000
/** A message this much older than its turn came late by our fault: an apology goes before the answer. */
export const LATE_MS = 10 * 60 * 1000
/** What came late together gets one apology. */
export const LATE_AGAIN_MS = 60 * 60 * 1000
/** As many words or fewer that ask whether anybody is there, after they had to wait. */
export const WORDS_OF_A_NUDGE = 7
/** How long thanks and stickers after the end restart nothing. */
export const AFTER_END_MS = 12 * 60 * 60 * 1000
/** How long an answer of the office is waited for before the timeout branch. */
export const OFFICE_TIMEOUT_MS = 20_000
/** Texts within this time of each other are one answer of a `join` question. */
export const JOIN_HOLD_MS = 1_500
/** How long after the question behind a story more of the story may come. */
export const CONTINUED_MS = 3 * 60 * 1000
/** As many words or more beside a closed question go on telling; fewer where they begin with "terus", "lalu". */
export const WORDS_OF_A_CONTINUATION = 4
export const WORDS_OF_A_CONNECTION = 2
/** How long somebody waits in the queue before the timeout branch of the hand-over: longer than any weekend. */
export const QUEUE_TIMEOUT_MS = 4 * 24 * 60 * 60 * 1000
/** How long the whole sentence about the place in the queue is fresh; its number alone is said meanwhile. */
export const POSITION_AGAIN_MS = 10 * 60 * 1000
/** How long somebody who is muted is heard after a cry for help. */
export const HEARD_THOUGH_MUTED_MS = 60 * 60 * 1000
/** Files that a report takes along before it is sent; what comes beyond them stays with the chat. */
export const MAX_FILES = 20
/** Messages kept while a node waits for the office. */
export const MAX_KEPT = 20
/** Below this confidence an intent is asked back, above it is followed. */
export const SURE_INTENT = 0.5
/** Below this confidence an intent is not even offered as a choice. */
export const POSSIBLE_INTENT = 0.12
/** A digression out of an open question needs more certainty than a start from nothing. */
export const DIGRESS_INTENT = 0.6
/** One word leaves an open question only when it can hardly mean anything else. */
export const SURE_WORD = 0.97
/** A greeting in place of free words must be sure: a name may sound like one. */
export const SURE_COURTESY = 0.75
/** This share of a question's words in a label, and the question names that choice. */
export const MOST_WORDS = 2 / 3
/** As many words or fewer that name a choice of a list are that choice, even as a question. */
export const WORDS_OF_A_CHOICE = 4
/** Fewer words beside an offer are an answer to it, not a new wish of the same kind. */
export const WORDS_OF_A_WISH = 3
/** As many words or fewer are a yes or thanks to news; more may be an answer. */
export const WORDS_OF_A_REACTION = 5
/** As many words or fewer beside an identity number are no message of their own. */
export const WORDS_BESIDE_A_NUMBER = 4
/** Messages in a row that nobody understood before a person is offered. */
export const MISSES_BEFORE_PERSON = 2
/** Earlier answers that one message may fill at once. */
export const MAX_VOLUNTEERED = 6
/** As many English words are a sentence somebody wrote in English; fewer are a greeting. */
export const WORDS_OF_A_LANGUAGE = 4
/** How long what the same message asked besides is worth offering. */
export const LATER_MS = 2 * 60 * 60 * 1000
/** Characters of a reply by staff. */
export const MAX_STAFF_CHARS = 4_000
/** Characters of one answer in a summary to check; the office gets all of it. */
export const MAX_SUMMARY_CHARS = 120
