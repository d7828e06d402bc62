/** @module What a resident's phone can do, whatever the platform; and what every message to it may be made of. */

/** What came to a phone, or what happened on the way to it. */
export type Shown =
  | { type: 'message'; text: string; buttons: Button[]; asksLocation: boolean }
  | { type: 'trouble'; what: string }

export type Button = { id: string; label: string }

export type Phone = {
  name: string
  /** As it is typed: a text, or `[photo]`, `[voice]`, `[pdf]`, `[sticker]`, `[location -6.2 107]`. */
  write(words: string): Promise<void>
  tap(button: Button): Promise<void>
  /** What came since the last look. */
  look(): Promise<Shown[]>
  /**
   * The next message of the service to this platform fails like this, once.
   * @throws Error naming the faults there are
   */
  fail(fault: string): Promise<void>
  /** Moves the platform's clock. */
  advance(ms: number): Promise<void>
}

export type Said =
  | { type: 'text'; text: string }
  | { type: 'location'; latitude: number; longitude: number }
  | { type: FileKind; base64: string; mime: string }
export type FileKind = 'photo' | 'voice' | 'pdf' | 'sticker'

/** The smallest that are what they say: the service looks at the content. */
const FILES: Record<FileKind, { base64: string; mime: string }> = {
  photo: {
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    mime: 'image/png',
  },
  voice: {
    base64: Buffer.from(`OggS${'\0'.repeat(24)}OpusHead${'\0'.repeat(64)}`).toString('base64'),
    mime: 'audio/ogg; codecs=opus',
  },
  pdf: {
    base64: Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n').toString('base64'),
    mime: 'application/pdf',
  },
  sticker: {
    base64: 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA',
    mime: 'image/webp',
  },
}
/** The town hall of Bekasi. */
const HERE = { latitude: -6.2383, longitude: 106.9756 }

/** @example saidOf('halo'), saidOf('[photo]'), saidOf('[location -6.2 107]') */
export function saidOf(words: string): Said {
  const [, tag = '', more = ''] = /^\[(\w+)(?: +([^\]]*))?\]$/.exec(words) ?? []
  if (tag === 'location') {
    const [latitude = HERE.latitude, longitude = HERE.longitude] = more.split(/[ ,]+/).flatMap(numberIn)
    return { type: 'location', latitude, longitude }
  }
  return isFile(tag) ? { type: tag, ...FILES[tag] } : { type: 'text', text: words }
}

function isFile(tag: string): tag is FileKind {
  return Object.hasOwn(FILES, tag)
}

function numberIn(word: string): number[] {
  const number = Number(word)
  return word === '' || Number.isNaN(number) ? [] : [number]
}

/**
 * Pulls a lever of an emulator (`/__ctl/<name>`).
 * @throws Error with what the emulator says when it will not
 */
export async function pull<T>(origin: string, name: string, body: object = {}): Promise<T> {
  const answer = await fetch(`${origin}/__ctl/${name}`, { method: 'POST', body: JSON.stringify(body) })
  const value: unknown = await answer.json()
  if (!answer.ok) throw new Error(String((value as { error?: unknown }).error).replace(/^Error: /, ''))
  return value as T
}
