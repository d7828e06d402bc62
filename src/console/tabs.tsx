/** @module The pages of one area beside each other. Texts: `console.<area>.tabs` and `console.<area>.tab.<name>`. */

import type { FC } from 'hono/jsx'
import type { Words } from './words.ts'

export const Tabs: FC<{
  words: Words
  area: string
  places: Readonly<Record<string, string>>
  here: string
}> = ({ words, area, places, here }) => (
  <nav class="tabs no-print" aria-label={words.say(`${area}.tabs`)}>
    {Object.entries(places).map(([name, path]) => (
      <a href={path} aria-current={name === here ? 'page' : undefined}>
        {words.say(`${area}.tab.${name}`)}
      </a>
    ))}
  </nav>
)
