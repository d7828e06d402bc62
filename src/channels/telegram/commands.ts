/** @module Commands of the bot's menu as the words that the understanding knows. */

/** Words that mean the same at every question (`understanding/reserved.ts`), or that begin the conversation of their name. */
const WORDS: Record<string, string> = {
  start: 'menu',
  menu: 'menu',
  batal: 'batal',
  petugas: 'petugas',
  privasi: 'kebijakan privasi',
  // In Indonesian the word is also social aid, so the bot asks which; the English command can only mean help.
  bantuan: 'bantuan',
  help: 'panduan',
}

/** A command with or without the bot's name and anything behind it; what is none, or is unknown, stays as it was written. */
export function wordsOfCommand(text: string): string {
  const name = /^\/([a-z]+)(?:@\w+)?(?:\s|$)/i.exec(text)?.[1]?.toLowerCase()
  if (name === undefined || !Object.hasOwn(WORDS, name)) return text
  return WORDS[name] ?? text
}
