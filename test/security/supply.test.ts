/** @module S14 of the security tests: where our packages come from, and that a bad one would be seen. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { type Lock, type Manifest, supplyFaults } from '../../src/cli/supply.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (name: string): unknown => JSON.parse(readFileSync(resolve(ROOT, name), 'utf8'))
const lock = read('package-lock.json') as Lock
const manifest = read('package.json') as Manifest

it('every package is pinned by its hash, comes from the one registry and has a licence that a city may use', () => {
  expect(Object.keys(lock.packages).length).toBeGreaterThan(300)
  expect(supplyFaults(lock, manifest)).toEqual([])
})

const HASH = `sha512-${'A'.repeat(86)}==`
const GOOD = { version: '1.0.0', integrity: HASH, license: 'MIT' }
it.each([
  ['another host', { ...GOOD, resolved: 'https://jahat.example/x.tgz' }],
  ['the registry without encryption', { ...GOOD, resolved: 'http://registry.npmjs.org/x.tgz' }],
  [
    'a host that begins like the registry',
    { ...GOOD, resolved: 'https://registry.npmjs.org.jahat.example/x.tgz' },
  ],
  ['a repository', { ...GOOD, resolved: 'git+ssh://git@github.com/x/x.git' }],
  ['a folder', { ...GOOD, link: true }],
  ['no hash', { version: '1.0.0', license: 'MIT' }],
  ['a weak hash', { ...GOOD, integrity: 'sha1-AAAA' }],
  ['no licence', { version: '1.0.0', integrity: HASH }],
  ['a licence of its own', { ...GOOD, license: 'SEE LICENSE IN x' }],
  ['two licences of which one binds', { ...GOOD, license: 'MIT AND AGPL-3.0' }],
  ['a script that nobody looked at', { ...GOOD, hasInstallScript: true }],
])('a package would be seen with %s', (_label, one) => {
  const bad: Lock = { ...lock, packages: { ...lock.packages, 'node_modules/baru': one } }
  expect(supplyFaults(bad, manifest)).toHaveLength(1)
  expect(supplyFaults({ ...lock, packages: { 'node_modules/baru': GOOD } }, {})).toEqual([])
})

it.each(['github:x/y', 'https://jahat.example/x.tgz', 'file:../x', 'latest', '*', '>=1.0.0', 'x/y'])(
  'and so would a wish for %s in package.json',
  (range) => {
    const bad = { ...manifest, dependencies: { ...manifest.dependencies, baru: range } }
    expect(supplyFaults(lock, bad)).toEqual([`package.json: baru is ${range}, not a version of the registry`])
  },
)
