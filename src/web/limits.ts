/** @module Every size and time of the residents' pages has its named limit here. */

/** Bytes of a body without a file: 8 kB of text, and what JSON or a form adds around it. */
export const MAX_BODY_BYTES = 16 * 1024
/** Bytes of one message's text. */
export const MAX_TEXT_BYTES = 8_000
/** Characters of a message that the bot reads, as the engine has it; a longer one is told so. */
export const READ_CHARS = 2_000
/** Bytes of a body with a photo of 8 MB. */
export const MAX_PHOTO_BODY_BYTES = 8_000_000 + 64 * 1024
/** Bytes of the secure form: two numbers. */
export const MAX_FORM_BYTES = 4 * 1024
/** Lines a page shows first, and with all of them asked for. */
export const LINES_FIRST = 200
export const LINES_ALL = 5_000
/** How long a form without script waits for the answer before the page is shown. */
export const ANSWER_WAIT_MS = 1_500
/** An answer may have several parts: it counts as whole when nothing more came for this long. */
export const QUIET_MS = 150
/** How often such a page looks again by itself, and how many times. */
export const LOOK_AGAIN_S = 3
export const LOOKS = 10
/** A line of life on a quiet stream: finds dead sockets, keeps proxies from cutting. */
export const PING_MS = 15_000
/** A stream ends after this; the browser comes back by itself. */
export const STREAM_MS = 15 * 60 * 1000
/** Streams one chat may hold open: tabs and phones of one person. */
export const MAX_STREAMS = 6
/** Chats that may have streams open together: each holds connections. */
export const MAX_CHATS_STREAMING = 4_000
/** What one network may ask and write in a minute. Mobile networks put thousands of phones behind one address. */
export const REQUESTS_A_MINUTE = 3_000
export const MESSAGES_A_MINUTE = 600
/** How long a browser keeps its conversation. */
export const VISITOR_SECONDS = 180 * 24 * 60 * 60
