/** @module The frame of the staff pages: where the console is no part of the service it is not there at all. */

import { expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { webWorld } from '../support/web-world.ts'

it('is not there where nobody could log in', async () => {
  expect((await app.request('http://127.0.0.1/console', {}, webWorld())).status).toBe(404)
})
