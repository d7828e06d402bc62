/** @module One line of a chat as staff see it: the same on the page and on the stream. Everything written is shown as text. */

import type { FC } from 'hono/jsx'
import { formatHour } from '../../core/jakarta.ts'
import type { ChatLine } from '../../core/ports.ts'
import { piecesOf } from '../../pages/rich.ts'
import type { Names } from '../people.ts'
import { ownerWords } from '../queue/say.ts'
import type { Words } from '../words.ts'
import { type Item, stampOf } from './lines.ts'

export type LineProps = { item: Item; chatId: string; words: Words; me: string; names: Names }

export const Line: FC<LineProps> = (props) => {
  const { line, day } = props.item
  return (
    <li class={`line from-${line.from}`} id={`l${line.seq}`} data-seq={line.seq} data-stamp={stampOf(line)}>
      {day === undefined ? null : <p class="day">{day}</p>}
      <div class="bubble">
        <p class="who">
          <b>{whoWords(props)}</b>{' '}
          <time datetime={new Date(line.at).toISOString()}>{formatHour(new Date(line.at))}</time>
        </p>
        {line.media ? <File {...props} media={line.media} /> : null}
        <Text {...props} />
        {line.place ? <Place place={line.place} words={props.words} /> : null}
        {line.choices && line.choices.length > 0 ? (
          <ol class="offered">
            {line.choices.map(({ label }) => (
              <li>{label}</li>
            ))}
          </ol>
        ) : null}
        {line.link ? <p class="sub">{`${line.link.label}: ${line.link.url}`}</p> : null}
        <Status line={line} words={props.words} />
      </div>
    </li>
  )
}

function whoWords({ item: { line }, words, me, names }: LineProps): string {
  const by = line.by === undefined ? '' : line.by === me ? words.say('chat.me') : names(line.by)
  if (line.from === 'staff' && by !== '') return by
  if (line.note === 'staff_note') return words.say('chat.note_by', { name: by })
  return words.tell(`staff.from.${line.from}`)
}

const LINE_NOTES = ['blocked', 'unblocked', 'identity_changed', 'left_screen']

const Text: FC<LineProps> = ({ item: { line }, words, me, names }) => {
  if (line.owner !== undefined) return <p class="text">{ownerWords(words, line.owner, me, names)}</p>
  if (line.note === 'file_lost') return <p class="text">{words.say('chat.file_lost')}</p>
  if (line.note !== undefined && LINE_NOTES.includes(line.note))
    return <p class="text">{words.tell(`staff.note.${line.note}`)}</p>
  if (line.text === '') return null
  const pieces = line.from === 'resident' ? [{ type: 'text', text: line.text }] : piecesOf(line.text)
  return (
    <p class="text" dir="auto">
      {pieces.map(({ type, text }) =>
        type === 'case' ? <a href={`/console/laporan/${text}`}>{text}</a> : text,
      )}
    </p>
  )
}

const Status: FC<{ line: ChatLine; words: Words }> = ({ line, words }) => {
  if (line.status === undefined) return null
  const isBad = line.status === 'failed' || line.status === 'unknown'
  return (
    <p class={isBad ? 'state bad' : 'state'}>
      {words.tell(`staff.status.${line.status}`)}
      {line.isUnsure ? ` · ${words.tell('staff.unsure')}` : ''}
    </p>
  )
}

/** Opened by the map the device has, or by OpenStreetMap; neither is told where the link stood. */
const Place: FC<{ place: { lat: number; lng: number }; words: Words }> = ({ place: { lat, lng }, words }) => {
  const at = `${lat.toFixed(6)},${lng.toFixed(6)}`
  const map = `https://www.openstreetmap.org/?mlat=${lat.toFixed(6)}&mlon=${lng.toFixed(6)}#map=17/${lat.toFixed(6)}/${lng.toFixed(6)}`
  return (
    <p class="place">
      <a href={map} target="_blank" rel="noopener noreferrer external">
        {words.say('chat.map')}
      </a>{' '}
      <a href={`geo:${at}`}>{words.say('chat.geo')}</a>
    </p>
  )
}

type Media = NonNullable<ChatLine['media']>

const File: FC<LineProps & { media: Media }> = ({ item: { line }, chatId, words, media }) => {
  const name = /^media:([A-Za-z0-9_-]+)$/.exec(media.ref)?.[1]
  const what = words.say(`chat.media.${kindOf(media)}`)
  if (media.state === 'fetching') return <p class="file sub">{words.say('chat.media.fetching', { what })}</p>
  if (media.state === 'lost' || name === undefined)
    return <p class="file bad">{words.say('chat.media.lost', { what })}</p>
  const address = `/console/chat/${encodeURIComponent(chatId)}/berkas/${name}`
  const alt = words.say('chat.media.alt', { what, hour: formatHour(new Date(line.at)) })
  switch (kindOf(media)) {
    case 'image':
    case 'sticker':
      return (
        <a class="photo" href={address} target="_blank" rel="noopener">
          <img src={address} alt={alt} loading="lazy" />
        </a>
      )
    case 'voice':
      // biome-ignore lint/a11y/useMediaCaption: what residents record has no captions
      return <audio controls preload="none" src={address} aria-label={alt} />
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: what residents record has no captions
      return <video controls preload="none" src={address} aria-label={alt} />
    default:
      return (
        <p class="file">
          <a href={address}>{words.say('chat.media.open', { what })}</a>
        </p>
      )
  }
}

function kindOf({ type }: Media): 'image' | 'sticker' | 'voice' | 'video' | 'document' {
  if (type === 'sticker' || type === 'voice' || type === 'video') return type
  if (type === 'image' || type.startsWith('image/')) return 'image'
  if (type.startsWith('audio/')) return 'voice'
  return type.startsWith('video/') ? 'video' : 'document'
}
