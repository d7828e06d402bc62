/** @module Photos, recordings and papers that no question asked for: they go along with the report, or to the one that was filed. */

import { describe, expect, it } from 'vitest'
import type { Content, OfficeRequest } from '../../src/core/chat.ts'
import { MAX_FILES, RESUME_AFTER_MS } from '../../src/engine/limits.ts'
import { at, type Chat, reviewed, t } from './world.ts'

type FileType = 'image' | 'voice' | 'video' | 'document'
const file = (n: number, type: FileType = 'image'): Content => ({ type, media: { ref: `media:${n}` } })

type Request<T extends OfficeRequest['type']> = Extract<OfficeRequest, { type: T }>
const filing = (chat: Chat) =>
  chat.asked.findLast(({ request }) => request.type === 'file_case')?.request as Request<'file_case'>
const added = (chat: Chat) =>
  chat.asked
    .map(({ request }) => request)
    .filter((request): request is Request<'add_files'> => request.type === 'add_files')
    .map(({ number, files }) => ({ number, refs: files.map(({ ref }) => ref) }))

const filed = (number = 'SGP-7') => {
  const chat = reviewed()
  chat.say('ya benar')
  chat.filed(number)
  return chat
}

describe('a file sent while the report is read back', () => {
  it.each(['image', 'voice', 'video', 'document'] as const)('goes with the report: %s', (type) => {
    const chat = reviewed()
    const turn = chat.send(file(1, type))
    expect(turn.texts[0]).toBe(t('media.joined', { media: type }))
    expect(turn.question?.reply.text).toContain('Lampiran: 1 kiriman')
    chat.say('ya benar')
    expect(filing(chat).fields.files).toEqual([{ ref: 'media:1', type }])
    expect(filing(chat).summary).toContainEqual({ label: 'Lampiran', value: '1 kiriman' })
  })

  it('of a burst each goes with it, and one question is put', () => {
    const chat = reviewed()
    const turns = chat.burst(file(1), file(2), file(3))
    expect(turns.flatMap(({ question }) => (question ? [question] : []))).toHaveLength(1)
    chat.say('ya benar')
    expect(filing(chat).fields.files).toHaveLength(3)
  })

  it('keeps its words too, and they are heard', () => {
    const chat = reviewed()
    const turn = chat.send({ type: 'image', media: { ref: 'media:1' }, caption: 'ya benar' })
    expect(turn.texts[0]).toBe(t('media.joined', { media: 'image' }))
    expect(filing(chat).fields.files).toEqual([{ ref: 'media:1', type: 'image' }])
  })

  it('with words about it is no failed answer', () => {
    const chat = reviewed()
    const turn = chat.send({ type: 'image', media: { ref: 'media:1' }, caption: 'ini lubang yang di depan' })
    expect(turn.texts[0]).toBe(t('media.joined', { media: 'image' }))
    expect(turn.texts).toHaveLength(2)
    expect(chat.top?.tries).toBe(0)
    expect(turn.question?.node).toBe('review')
  })

  it('stays with the report through a correction', () => {
    const chat = reviewed()
    chat.send(file(1))
    chat.all('salah, umur saya 42', 'ya benar')
    expect(filing(chat).fields).toMatchObject({ age: 42, files: [{ ref: 'media:1', type: 'image' }] })
  })

  it('beyond what a report takes along is kept with the chat, and not said to be attached', () => {
    const chat = reviewed()
    for (let n = 1; n <= MAX_FILES; n += 1) chat.send(file(n))
    expect(chat.send(file(99)).texts[0]).toBe(t('media.image'))
    chat.say('ya benar')
    expect(filing(chat).fields.files).toHaveLength(MAX_FILES)
  })
})

describe('a file sent where words are asked for', () => {
  it('is still asked to be written, and goes with the report', () => {
    const chat = at('letter', 'story')
    expect(chat.send(file(1, 'voice')).texts[0]).toBe(t('media.voice'))
    chat.all('jalan depan rumah saya rusak', 'ya benar')
    expect(filing(chat).fields.files).toEqual([{ ref: 'media:1', type: 'voice' }])
  })

  it('after hours of silence goes with the report that is then offered to be gone on with', () => {
    const chat = reviewed()
    chat.wait(RESUME_AFTER_MS)
    const turn = chat.send(file(1))
    expect(turn.texts[0]).toBe(t('media.with_words'))
    chat.all('lanjut', 'ya benar')
    expect(filing(chat).fields.files).toEqual([{ ref: 'media:1', type: 'image' }])
  })

  it('a sticker and a position are no files', () => {
    const chat = reviewed()
    chat.send({ type: 'sticker', media: { ref: 'media:1' } })
    chat.send({ type: 'location', lat: -6.2, lng: 107 })
    chat.say('ya benar')
    expect(filing(chat).fields).not.toHaveProperty('files')
  })
})

describe('a file sent after the report was filed', () => {
  it('goes to the case while its conversation still asks something', () => {
    const chat = filed()
    const turn = chat.send(file(1))
    expect(turn.texts[0]).toBe(t('media.joined_case', { media: 'image', number: 'SGP-7' }))
    expect(turn.question?.node).toBe('after')
    expect(added(chat)).toEqual([{ number: 'SGP-7', refs: ['media:1'] }])
  })

  it('goes to the case once nothing is open, with its number said', () => {
    const chat = filed()
    chat.say('sudah cukup')
    const turn = chat.send(file(1, 'document'))
    expect(turn.texts).toEqual([t('media.joined_case', { media: 'document', number: 'SGP-7' })])
    expect(added(chat)).toEqual([{ number: 'SGP-7', refs: ['media:1'] }])
  })

  it('goes to the case that is still worked on', () => {
    const chat = filed()
    chat.say('sudah cukup')
    const changed = { number: 'SGP-7', kind: 'complaint', changedAt: chat.now } as const
    chat.office({ type: 'case_changed', ...changed, state: 'needs_papers' })
    chat.send(file(1))
    chat.office({ type: 'case_changed', ...changed, state: 'done' })
    expect(chat.send(file(2)).texts[0]).toBe(t('media.image'))
    expect(added(chat)).toEqual([{ number: 'SGP-7', refs: ['media:1'] }])
  })

  it('goes to the case while a person is waited for, too', () => {
    const chat = filed()
    chat.say('bicara orang')
    const turn = chat.send(file(1))
    expect(turn.texts[0]).toBe(t('engine.queue.kept_media'))
    expect(added(chat)).toEqual([{ number: 'SGP-7', refs: ['media:1'] }])
  })

  it('that came while the number was awaited goes to the case with that number', () => {
    const chat = reviewed()
    chat.say('ya benar')
    chat.send(file(1))
    expect(chat.filed('SGP-7').said).toContain(t('media.joined_case', { media: 'image', number: 'SGP-7' }))
    expect(added(chat)).toEqual([{ number: 'SGP-7', refs: ['media:1'] }])
  })

  it('at a question of another conversation is not taken for the old report', () => {
    const chat = filed()
    chat.say('sudah cukup')
    chat.session.stack = at('one_age', 'it').session.stack
    expect(chat.send(file(1)).texts[0]).toBe(t('media.image'))
    expect(added(chat)).toEqual([])
  })
})
