/** @module Checklists of papers: which ones a case needs. Pure; their names are text keys. */

import { z } from 'zod'

export const checklistSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  source: z.strictObject({ title: z.string(), url: z.string().optional(), date: z.string().optional() }),
  papers: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][a-z0-9_]*$/),
      /** Answers of the case that call for this paper; an answer nobody has counts as "unknown". Absent: always. */
      when: z.record(z.string(), z.array(z.string()).min(1)).optional(),
      /** Good to have, never a reason to send somebody home. */
      optional: z.boolean().optional(),
      source: z.string().optional(),
    }),
  ),
})

export type Checklist = z.infer<typeof checklistSchema>
export type Paper = { id: string; text: string; optional: boolean }

/** The papers for this very case, in the order of the list; `text` is the text key "papers.<id>". Never throws. */
export function papersFor(
  edition: { papers: ReadonlyMap<string, Checklist> },
  checklist: string,
  given: Record<string, unknown>,
): Paper[] {
  const papers = edition.papers.get(checklist)?.papers ?? []
  return papers
    .filter(({ when }) =>
      Object.entries(when ?? {}).every(([name, values]) => values.includes(answer(given, name))),
    )
    .map(({ id, optional }) => ({ id, text: `papers.${id}`, optional: optional === true }))
}

function answer(given: Record<string, unknown>, name: string): string {
  const value = Object.hasOwn(given, name) ? given[name] : undefined
  return value === undefined || value === null || value === '' ? 'unknown' : String(value)
}
