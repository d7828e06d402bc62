/** @module XML of a stream as events, held in no more memory than a chunk of it. No entity is unfolded but XML's own five. */

import type { Readable } from 'node:stream'
import sax from 'sax'
import { SheetFault } from '../core/sheet.ts'

export type XmlEvents = {
  /** Names come without their prefix. */
  open?(name: string, attributes: Record<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

/**
 * Yields after each chunk, so that whoever takes the events sets the pace.
 * @throws SheetFault
 */
export async function* readXml(
  stream: Readable,
  events: XmlEvents,
  count: (bytes: number) => void = () => {},
): AsyncGenerator<undefined> {
  const parser = sax.parser(true, { position: false })
  parser.onopentag = ({ name, attributes }) =>
    events.open?.(plain(name), attributes as Record<string, string>)
  parser.ontext = (text) => events.text?.(text)
  parser.oncdata = (text) => events.text?.(text)
  parser.onclosetag = (name) => events.close?.(plain(name))
  parser.ondoctype = () => {
    throw new SheetFault('broken')
  }
  parser.onerror = (error) => {
    throw new SheetFault('broken', error)
  }
  const decoder = new TextDecoder()
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      count(chunk.length)
      parser.write(decoder.decode(chunk, { stream: true }))
      yield
    }
    parser.write(decoder.decode()).close()
    yield
  } catch (error) {
    throw error instanceof SheetFault ? error : new SheetFault('broken', error)
  } finally {
    stream.destroy()
  }
}

/** The same for a small part, to its end. */
export async function readWholeXml(stream: Readable, events: XmlEvents): Promise<void> {
  const chunks = readXml(stream, events)
  while ((await chunks.next()).done !== true);
}

function plain(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
