/** @module Reads a stream that does not end by itself, for as long as a test needs it. */

/** What comes until `enough` says so, or until the end. */
export async function hear(response: Response, enough: (text: string) => boolean): Promise<string> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (reader !== undefined && !enough(text)) {
    const { done, value } = await reader.read()
    if (done) return `${text}[end]`
    text += decoder.decode(value, { stream: true })
  }
  await reader?.cancel()
  return text
}
