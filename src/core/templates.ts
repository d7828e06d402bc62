/** @module Approved forms of words that staff may choose from where the 24 hours are over, as the settings name them. Pure. */

/** The words of each are the text `whatsapp.template.<id>`, and what it is called on the pages of staff `console.chat.opener.<id>`. */
export const TEMPLATES = ['answer', 'documents', 'call'] as const
export type TemplateId = (typeof TEMPLATES)[number]

const ONE = `(${TEMPLATES.join('|')})=[a-z0-9_]{1,512}`
/** `answer=sigap_jawaban,documents=sigap_berkas` */
export const TEMPLATE_LIST = new RegExp(`^${ONE}(\\s*,\\s*${ONE})*$`)

/** In the order of the list; one named twice counts once. Anything else than `TEMPLATE_LIST` gives nothing. */
export function readTemplates(list: string): { id: TemplateId; name: string }[] {
  const named = new Map<TemplateId, string>()
  for (const one of list.split(',')) {
    const [given = '', name = ''] = one.trim().split('=')
    const id = TEMPLATES.find((known) => known === given)
    if (id !== undefined && name !== '' && !named.has(id)) named.set(id, name)
  }
  return [...named].map(([id, name]) => ({ id, name }))
}
