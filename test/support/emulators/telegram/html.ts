/** @module Text with markup as Telegram reads it: what people see, or the words it refuses it with. */

const TAGS = new Set(
  'b strong i em u ins s strike del a code pre tg-spoiler span tg-emoji blockquote'.split(' '),
)
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

export type Parsed = { text: string } | { error: string }

/** Offsets count bytes, as Telegram's do. */
export function parseHtml(source: string): Parsed {
  const open: string[] = []
  let text = ''
  let at = 0
  const offset = () => Buffer.byteLength(source.slice(0, at))
  const fail = (what: string): Parsed => ({ error: `Bad Request: can't parse entities: ${what}` })
  while (at < source.length) {
    const sign = source[at]
    if (sign === '&') {
      const found = /^&(?:#(\d+)|#x([\da-f]+)|([a-z]+));?/i.exec(source.slice(at, at + 12))
      const decoded = found ? entity(found) : undefined
      text += decoded ?? '&'
      at += decoded === undefined ? 1 : (found?.[0].length ?? 1)
      continue
    }
    if (sign !== '<') {
      text += sign
      at += 1
      continue
    }
    const tag = /^<(\/?)([a-z][a-z-]*)?((?:\s+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))?)*)\s*>/i.exec(
      source.slice(at),
    )
    if (!tag) return fail(`Unclosed start tag at byte offset ${offset()}`)
    const name = (tag[2] ?? '').toLowerCase()
    if (tag[1] === '/') {
      const last = open.pop()
      if (last === undefined) return fail(`Unexpected end tag at byte offset ${offset()}`)
      if (name !== '' && name !== last)
        return fail(`Unmatched end tag at byte offset ${offset()}, expected "</${last}>", found "</${name}>"`)
    } else {
      if (!TAGS.has(name)) return fail(`Unsupported start tag "${name}" at byte offset ${offset()}`)
      open.push(name)
    }
    at += tag[0].length
  }
  const left = open.pop()
  if (left !== undefined) return fail(`Can't find end tag corresponding to start tag "${left}"`)
  return { text }
}

/** Telegram leaves what it does not know as it stands. */
function entity([, decimal, hex, name]: RegExpExecArray): string | undefined {
  if (name !== undefined) return NAMED[name]
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
