/** @module The page for who is known but may not: says whom to ask. */

import type { FC } from 'hono/jsx'
import type { StaffVisit } from './deps.ts'
import { Frame } from './frame.tsx'

export const Refused: FC<{ visit: StaffVisit }> = ({ visit }) => (
  <Frame visit={visit} title={visit.words.say('refused.title')}>
    <p class="lead">
      {visit.words.say('refused.text', { role: visit.words.say(`role.${visit.staff.role}`) })}
    </p>
  </Frame>
)
