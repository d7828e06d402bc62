/** @module All pages for residents, under one guard and one set of headers. */

import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { assets } from '../pages/assets.ts'
import { paced } from '../pages/pace.ts'
import { sameSiteOnly } from '../pages/security.ts'
import { about } from './about.tsx'
import { chat } from './chat.tsx'
import { clear } from './clear.tsx'
import type { WebEnv } from './deps.ts'
import { form } from './form.tsx'
import { MESSAGES_A_MINUTE, REQUESTS_A_MINUTE } from './limits.ts'
import { photo } from './photo.ts'
import { stream } from './stream.tsx'
import { summary } from './summary.tsx'

export const web = new Hono<WebEnv>()
  .use(paced(REQUESTS_A_MINUTE))
  .use('/pesan', paced(MESSAGES_A_MINUTE))
  .use(sameSiteOnly)
  // No page holds a secret beside what its reader wrote; streams and photos pass as they are.
  .use(compress({ encoding: 'gzip' }))
  .route('/', chat)
  .route('/', clear)
  .route('/', stream)
  .route('/', photo)
  .route('/', summary)
  .route('/', about)
  .route('/', form)
  .route('/', assets)
