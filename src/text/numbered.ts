/** @module Choices as numbered text: the rendering that works on every channel. Pure. */

/** "Apa pekerjaan Anda?\n1. Ojek\n2. Pedagang"; a choice stays on one line. Without choices the text alone. */
export function numbered(text: string, choices: readonly { label: string }[]): string {
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label.replace(/\s+/g, ' ').trim()}`)
  return [text, ...lines].filter((line) => line !== '').join('\n')
}
