/** @module What a page holds, read by Chromium's own parser: the words in it, and the bones it is built of. */

import type { Page } from 'playwright-core'

export type Look = {
  /** Of each element without children, and what stands in fields: letter by letter. */
  texts: string[]
  /** The kinds of elements, each with the names of its attributes. Words never add one. */
  bones: string[]
  /** Addresses that lead, load or post elsewhere than a page of ours may. */
  strange: string[]
}

/** The page as it stands. */
export async function lookAt(page: Page): Promise<Look> {
  const [look] = await page.evaluate(read, undefined)
  if (look === undefined) throw new Error('no page')
  return look
}

/** Pages as they were answered, parsed and not run. `page` must be one without a policy: about:blank. */
export const lookThrough = (page: Page, html: readonly string[]): Promise<Look[]> => page.evaluate(read, html)

/** The planted texts that do not stand somewhere by themselves, whole. */
export function lost(look: Pick<Look, 'texts'>, planted: readonly string[]): string[] {
  const seen = new Set(look.texts)
  return planted.filter((text) => !seen.has(text))
}

/** Kinds of elements that plain words do not make. One that they do make would have broken a text, and that is `lost`. */
export function grown(look: Pick<Look, 'bones'>, plain: Pick<Look, 'bones'>): string[] {
  const known = new Set(plain.bones)
  return [...new Set(look.bones)].filter((bone) => !known.has(bone))
}

/** Runs in the browser. */
function read(html: readonly string[] | undefined): Look[] {
  const OURS = /^(?:\/(?!\/)|#|\?|https:\/\/www\.openstreetmap\.org\/\?mlat=|geo:-?\d)/
  const ADDRESSES =
    'href src srcset action formaction data poster ping background srcdoc xlink:href style'.split(' ')
  const isField = (one: Element) => one.matches('input, textarea')
  const lookOf = (root: Document): Look => {
    const elements = [...root.querySelectorAll('*')]
    return {
      texts: elements.flatMap((one) => {
        if (isField(one)) return [(one as HTMLInputElement).value]
        return one.childElementCount === 0 ? [one.textContent ?? ''] : []
      }),
      bones: [
        ...new Set(elements.map((one) => `${one.localName} ${one.getAttributeNames().sort().join(' ')}`)),
      ],
      strange: elements.flatMap((one) =>
        ADDRESSES.map((name) => [name, one.getAttribute(name)] as const)
          .filter(([, value]) => value !== null && value !== '' && !OURS.test(value))
          .map(([name, value]) => `${one.localName} ${name}=${value}`),
      ),
    }
  }
  const roots = html?.map((one) => new DOMParser().parseFromString(one, 'text/html')) ?? [document]
  return roots.map(lookOf)
}
