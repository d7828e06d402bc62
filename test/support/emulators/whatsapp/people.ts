/** @module What people do at the emulator: they write, tap, send files, and their webhooks set out. */

import { changeOf, messageOf, type Said, senderOf } from './bodies.ts'
import type { Files } from './files.ts'
import type { Webhooks } from './webhooks.ts'
import { personIn, type World } from './world.ts'

/** One of `from` (a number) and `userId`, or both. */
export type Act = {
  from?: string
  userId?: string
  name?: string
  /** Written this long ago and only now on its way. */
  agoMs?: number
  /** The same message in so many webhooks, 1 when absent. */
  copies?: number
  /** From now on nothing reaches them. */
  isUnreachable?: boolean
  /** What a file is made of, for `said` without a `mediaId`. */
  base64?: string
} & {
  said?:
    | Said
    | { type: 'image' | 'voice' | 'video' | 'sticker' | 'document'; caption?: string; mime?: string }
}

/** Resolves to the id of the message, absent when nothing was said. */
export function act(world: World, webhooks: Webhooks, files: Files, what: Act): string | undefined {
  const { from, userId, name, agoMs = 0, copies = 1, isUnreachable, said, base64 = 'AAAA' } = what
  const person = personIn(world, {
    ...(from === undefined ? {} : { phone: from }),
    ...(userId === undefined ? {} : { userId }),
  })
  if (name !== undefined) person.name = name
  if (isUnreachable !== undefined) person.isUnreachable = isUnreachable
  if (said === undefined) return undefined
  const at = world.now() - agoMs
  person.wroteAt = Math.max(person.wroteAt ?? 0, at)
  const wamid = `wamid.${Buffer.from(`in.${world.newId()}`).toString('base64')}`
  const message = {
    ...senderOf(person),
    id: wamid,
    timestamp: String(Math.floor(at / 1000)),
    ...messageOf(person, withFile(files, said, base64)),
  }
  world.journal.tell({ kind: 'inbound', from: from ?? userId ?? '', wamid })
  for (let copy = 0; copy < copies; copy += 1)
    webhooks.send(changeOf(world, person, { messages: [message] }), world.options.inboundDelayMs)
  return wamid
}

const FILE_MIMES = {
  image: 'image/jpeg',
  voice: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  sticker: 'image/webp',
  document: 'application/pdf',
} as const

function withFile(files: Files, said: NonNullable<Act['said']>, base64: string): Said {
  switch (said.type) {
    case 'image':
    case 'voice':
    case 'video':
    case 'sticker':
    case 'document': {
      if ('mediaId' in said) return said
      const mime = said.mime ?? FILE_MIMES[said.type]
      return { ...said, mime, mediaId: files.keep({ bytes: Buffer.from(base64, 'base64'), mime }) }
    }
    default:
      return said
  }
}
