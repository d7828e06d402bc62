/** @module Where a reply is written: ready words, preview, note, send. Whole without script. */

import type { FC } from 'hono/jsx'
import { PHONE_OWNER } from '../../core/staff.ts'
import { partsOf, render } from '../../text/render.ts'
import type { StaffVisit } from '../deps.ts'
import { filled } from './canned.ts'
import { lastHeard } from './lines.ts'
import { Openers, openerOf } from './opener.tsx'
import type { Room } from './room.ts'

/** A form that could not be taken, shown again as it was. */
export type Draft = {
  text: string
  /** Of the first try: sent again it is the same reply. */
  key: string
  seen: number
  /** Why it was not taken, and what else to say. */
  problem?: string
  preview?: boolean
  /** As the form names it. */
  opener?: string
}

export const MAX_REPLY_CHARS = 4_000

export type ComposerProps = { visit: StaffVisit; room: Room; draft: Draft | undefined }

export const Composer: FC<ComposerProps> = (props) => {
  const { visit, room, draft } = props
  const { words, deps, staff } = visit
  const { chatId } = room.view
  const address = addressOf(chatId)
  if (!room.isMine) return <Take {...props} />
  const isShut = room.view.window?.isOpen === false
  return (
    <div class="composer" id="composer">
      <Problem draft={draft} />
      <Canned {...props} />
      <form
        method="post"
        action={`${address}/balas`}
        id="reply"
        data-draft={`sigap.draf.${staff.id}.${chatId}`}
      >
        <input type="hidden" name="key" value={draft?.key ?? deps.newId()} />
        <input type="hidden" name="seen" value={draft?.seen ?? lastHeard(room.view)} />
        <label for="text">{words.say('chat.reply.label')}</label>
        <textarea
          id="text"
          name="text"
          rows={4}
          maxlength={MAX_REPLY_CHARS}
          required={!isShut}
          autocomplete="off"
        >
          {draft?.text ?? ''}
        </textarea>
        <Openers visit={visit} window={room.view.window} chosen={draft?.opener} />
        <p class="sub" id="send-state" role="status" />
        <div class="row">
          <button type="submit">{words.say('chat.reply.send')}</button>
          <button type="submit" class="quiet" formaction={`${address}/catatan`}>
            {words.say('chat.reply.note')}
          </button>
          <button type="submit" class="quiet" formaction={`${address}/pratinjau`} id="look">
            {words.say('chat.reply.preview')}
          </button>
        </div>
      </form>
      <div id="preview" aria-live="polite">
        {draft?.preview ? <Preview visit={visit} room={room} draft={draft} /> : null}
      </div>
    </div>
  )
}

export const addressOf = (chatId: string) => `/console/chat/${encodeURIComponent(chatId)}`

const Problem: FC<{ draft: Draft | undefined }> = ({ draft }) =>
  draft?.problem === undefined ? null : (
    <p class="notice alarm" role="alert">
      {draft.problem}
    </p>
  )

/** Whoever lost the chat while writing finds the words in the box for a note. */
const Take: FC<ComposerProps> = ({ visit: { words }, room: { view }, draft }) => (
  <div class="composer" id="composer">
    <Problem draft={draft} />
    <p class="sub">{words.say(view.owner === 'bot' ? 'chat.take.bot' : 'chat.take.why')}</p>
    {view.owner.startsWith('staff:') && view.owner !== PHONE_OWNER ? null : (
      <form method="post" action={`${addressOf(view.chatId)}/ambil`}>
        <button type="submit">{words.say('queue.take')}</button>
      </form>
    )}
    <form method="post" action={`${addressOf(view.chatId)}/catatan`} class="noting">
      <label for="note">{words.say('chat.note.label')}</label>
      <textarea id="note" name="text" rows={2} maxlength={MAX_REPLY_CHARS} required autocomplete="off">
        {draft?.text ?? ''}
      </textarea>
      <button type="submit" class="quiet small">
        {words.say('chat.reply.note')}
      </button>
    </form>
  </div>
)

/** Without script the page comes back with the words in the box; with it they are put there at once. */
const Canned: FC<ComposerProps> = ({ visit, room }) => {
  const { words } = visit
  if (room.canned.length === 0) return null
  return (
    <form method="get" action={addressOf(room.view.chatId)} class="row" id="canned">
      <label>
        {words.say('canned.pick')}
        <select name="isi" required>
          <option value="">{words.say('canned.none')}</option>
          {filled(visit, room.card, room.canned).map(({ id, title, body }) => (
            <option value={id} data-body={body}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="quiet small">
        {words.say('canned.use')}
      </button>
    </form>
  )
}

/** The bubbles as the channel shows them. */
export const Preview: FC<{ visit: StaffVisit; room: Room; draft: Pick<Draft, 'text' | 'opener'> }> = ({
  visit: { words, deps },
  room,
  draft: { text, opener },
}) => {
  const { channel } = room.view
  const first = openerOf(room.view.window, opener)
  const limits = deps.limitsOf(channel)
  const own =
    limits === undefined ? [text] : partsOf({ text }, limits).map((part) => render(part, limits).text)
  const bubbles = [...(typeof first === 'object' ? [first.text] : []), ...(text === '' ? [] : own)]
  return (
    <section class="preview" aria-label={words.say('chat.preview.title')}>
      <p class="sub">
        {words.say('chat.preview.about', {
          channel: words.tell(`staff.channel.${channel}`),
          n: bubbles.length,
        })}
      </p>
      {bubbles.map((bubble) => (
        <p class="bubble text">{bubble}</p>
      ))}
    </section>
  )
}
