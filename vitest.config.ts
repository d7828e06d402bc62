/** @module How the tests run: four groups, told apart by what they need, and a fifth that is asked for by name. Any of them also runs by folder or file. */

import { defineConfig } from 'vitest/config'
import { oneBundle } from './test/support/one-bundle.ts'

const isTorture = process.env.TORTURE !== undefined

export default defineConfig({
  plugins: [oneBundle()],
  test: {
    environment: 'node',
    setupFiles: ['test/support/setup.ts'],
    // A process a file: better-sqlite3 and sharp are compiled code, and a crash then takes one file with it.
    pool: 'forks',
    maxWorkers: 2,
    // A forgotten `.only` would leave the rest untested.
    allowOnly: false,
    // Generous: on two busy cores a test that starts programs or a browser takes ten times as long as alone.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/browser/**', 'test/worker/**', 'test/end-to-end/**', 'test/torture/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/**/*.test.ts'],
          // Last and alone: platforms, crowd and service share the machine, and what they measure is time.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      // Hours rather than seconds: only `npm run torture` names it. The tests of test/reliability are in both, short there.
      ...(isTorture
        ? [
            {
              extends: true as const,
              test: {
                name: 'torture',
                include: ['test/torture/**/*.test.ts', 'test/reliability/**/*.test.ts'],
                fileParallelism: false,
                testTimeout: 30 * 60_000,
                hookTimeout: 5 * 60_000,
              },
            },
          ]
        : []),
    ],
  },
})
