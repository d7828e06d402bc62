/** @module `npm test` runs the short forms, and nothing of `npm run torture` that is long. */

import { expect, it } from 'vitest'
import config from '../../vitest.config.ts'
import { form } from '../support/torture/figures.ts'

const projects = (config.test?.projects ?? []).flatMap((one) =>
  typeof one === 'object' && 'test' in one ? [one.test] : [],
)

it('is of the form that was asked for', () => {
  expect(form).toBe(process.env.TORTURE ?? 'short')
})

it('keeps the long tests out of every group but their own', () => {
  const node = projects.find((one) => one?.name === 'node')
  expect(node?.exclude).toContain('test/torture/**')
  const names = projects.filter((one) => one?.include?.some((glob) => glob.startsWith('test/torture/')))
  expect(names.map((one) => one?.name)).toEqual(form === 'short' ? [] : ['torture'])
})
