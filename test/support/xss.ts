/**
 * @module Texts that would run, call out, deceive or calculate if anything took them for more than text, by what each
 * tries. Each is valid as it stands: nothing in it is cleaned away, so it must be shown letter by letter.
 */

import { ATTRIBUTES, HANDLERS } from './xss/attributes.ts'
import { BREAKS, ENTITIES } from './xss/breaks.ts'
import { FORMULAS, PATHS, WORDS } from './xss/elsewhere.ts'
import { LOOKS, SIGNS } from './xss/signs.ts'
import { STYLES } from './xss/styles.ts'
import { CLOBBERS, DOCUMENTS, TAGS } from './xss/tags.ts'
import { TEMPLATES } from './xss/templates.ts'
import { FOREIGN, MUTATIONS, POLYGLOTS } from './xss/trees.ts'
import { SCHEMES } from './xss/urls.ts'

/** By mechanism; a text stands in one of them alone. */
export const XSS_BY: Record<string, readonly string[]> = {
  tags: TAGS,
  documents: DOCUMENTS,
  foreign: FOREIGN,
  mutations: MUTATIONS,
  polyglots: POLYGLOTS,
  clobbers: CLOBBERS,
  attributes: ATTRIBUTES,
  handlers: HANDLERS,
  breaks: BREAKS,
  entities: ENTITIES,
  styles: STYLES,
  templates: TEMPLATES,
  schemes: SCHEMES,
  signs: SIGNS,
  looks: LOOKS,
  formulas: FORMULAS,
  paths: PATHS,
  words: WORDS,
}

export const XSS: readonly string[] = Object.values(XSS_BY).flat()

/** As sent, and as it is kept and shown: signs that nothing can show are taken away at the door, and nothing else is. */
export const XSS_CLEANED: readonly (readonly [sent: string, shown: string])[] = [
  ['<scr\0ipt>alert(1)</scr\0ipt>', '<script>alert(1)</script>'],
  ['java\u0001script:alert(1)', 'javascript:alert(1)'],
  ['\0=1+1', '=1+1'],
  ['satu\u001B[2Jdua', 'satu[2Jdua'],
  ['bel\u0007 hapus\b maju\f', 'bel hapus maju'],
  ['rusak \uD800<img src=x onerror=alert(1)>', 'rusak \uFFFD<img src=x onerror=alert(1)>'],
  ['\uDC00terbalik\uD800', '\uFFFDterbalik\uFFFD'],
  ['baris\r\ndata: palsu\rid: 9', 'baris\ndata: palsu\nid: 9'],
  ['bukan\uFFFE\uFFFFhuruf', 'bukanhuruf'],
]
