/** @module The port to a virus scanner. `src/media` fills it; without one no file is scanned. */

/** `unavailable`: nobody can say, since the scanner is down, too slow, refuses or talks nonsense. */
export type Verdict = 'clean' | 'infected' | 'unavailable'

/** `bytes`: how many `content` has; they decide how long is waited. */
export type ScannedFile = { content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>; bytes: number }

export type Scanner = {
  /** Never rejects. */
  scan(file: ScannedFile): Promise<Verdict>
  /** Whether somebody answers. Never rejects. */
  answers(): Promise<boolean>
}

/** What those who take files ask: `chatId` is for the log alone, and absent for files of staff. */
export type Scan = (file: ScannedFile, chatId?: string) => Promise<Verdict>
