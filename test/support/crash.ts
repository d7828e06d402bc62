/** @module A process that dies of a fault whose words hold what must not be told. Its first argument says how. */

import { installLastResort } from '../../src/cli/last-resort.ts'

installLastResort()
const words = process.argv[3] ?? ''
const fault = Object.assign(new TypeError(`${words}\n    at ${words} (/x/src/${words}.ts:1:1)`), {
  params: [words],
})
if (process.argv[2] === 'promise') void Promise.reject(fault)
else if (process.argv[2] === 'no-error')
  setImmediate(() => {
    throw words
  })
else
  setImmediate(() => {
    throw fault
  })
