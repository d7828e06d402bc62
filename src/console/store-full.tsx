/** @module The page while nothing can be written: staff learn that it is the disk, that nothing is lost, and whom to call. */

import type { FC } from 'hono/jsx'
import { Door } from './access/door-pages.tsx'
import type { Visit } from './deps.ts'

export const StoreFull: FC<{ visit: Visit }> = ({ visit }) => (
  <Door visit={visit} title={visit.words.say('store_full.title')}>
    <p class="notice alarm">{visit.words.say('store_full.text')}</p>
  </Door>
)
