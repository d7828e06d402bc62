/** @module One terminal for several speakers: each line says whose it is, and what is being typed stays whole. */

import { clearLine, createInterface, cursorTo } from 'node:readline'

export type Screen = {
  /** Lines after the first stand under it, behind the same margin. */
  print(speaker: string, text: string): void
  /** What stands before the typed line, where people type. */
  setPrompt(words: string): void
  lines: AsyncIterable<string>
  close(): void
}

const COLOURS: Record<string, number> = { Telegram: 36, WhatsApp: 32, server: 90 }

export function openScreen(): Screen {
  const { stdin, stdout } = process
  const isTyped = stdin.isTTY === true && stdout.isTTY === true
  const hasColours = isTyped && process.env.NO_COLOR === undefined
  const typing = createInterface({ input: stdin, ...(isTyped ? { output: stdout } : {}), terminal: isTyped })
  // From now on: what is typed or piped before anybody reads is kept, and so is the end.
  const lines = typing[Symbol.asyncIterator]()
  let hasPrompt = false
  const wipe = () => {
    cursorTo(stdout, 0)
    clearLine(stdout, 0)
  }
  typing.on('close', () => {
    if (hasPrompt) wipe()
    hasPrompt = false
  })
  // While people type the terminal sends no signal: the key comes here.
  typing.on('SIGINT', () => typing.close())
  return {
    print: (speaker, text) => {
      if (hasPrompt) wipe()
      stdout.write(`${marked(speaker, text, hasColours)}\n`)
      if (hasPrompt) typing.prompt(true)
    },
    setPrompt: (words) => {
      if (!isTyped) return
      hasPrompt = true
      typing.setPrompt(words)
      typing.prompt(true)
    },
    lines,
    close: () => typing.close(),
  }
}

function marked(speaker: string, text: string, hasColours: boolean): string {
  const mark = speaker === '' ? '' : `[${speaker}] `
  const colour = COLOURS[speaker]
  const paint = (words: string) =>
    hasColours && colour !== undefined ? `\u001b[${colour}m${words}\u001b[0m` : words
  const margin = ' '.repeat(mark.length)
  const [first = '', ...rest] = text.split('\n')
  // Only what the server says is all dim: it is not what one waits for.
  const body = [first, ...rest.map((line) => (line === '' ? '' : margin + line))].join('\n')
  return speaker === 'server' ? paint(mark + body) : paint(mark) + body
}
