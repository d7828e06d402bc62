/** @module Every size of a resident's file has its named limit here. */

/** Bytes of a file as it arrives; a photo of a phone has 3 to 6 MB. */
export const MAX_FILE_BYTES = 8_000_000
/** Bytes of a voice message, a video or a PDF: what WhatsApp lets through for sound and video. */
export const MAX_RECORDING_BYTES = 16_000_000
/** Pixels an image may unfold to; a phone's largest photo has 12 to 50 million. */
export const MAX_PIXELS = 40_000_000
/** The longer side of what is kept: a document on it can still be read. */
export const MAX_SIDE_PX = 1_600
export const QUALITY = 80
/** Photos one chat may send in an hour. */
export const MAX_FILES_AN_HOUR = 10
/** Images worked on at once; each may take 160 MB while it is unfolded. */
export const MAX_AT_ONCE = 2
/** Waiting for their turn; beyond it a file is refused as one too many. */
export const MAX_WAITING = 20
/** After this an image counts as broken. */
export const WORK_SECONDS = 10
/** Bytes a scanner is given of one file: more than the largest list of staff. */
export const MAX_SCANNED_BYTES = 128_000_000
/** How long a scanner may take before its file counts as not scanned, and for each MB of it more. */
export const SCAN_MS = 10_000
export const SCAN_MS_A_MB = 1_000
