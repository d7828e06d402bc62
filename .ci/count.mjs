/** @module Adds up vitest's JSON reports and prints the closing line. Fails when a test failed or was skipped, or when a report is missing or empty. */

import { readFileSync } from 'node:fs'

const sum = { passed: 0, failed: 0, skipped: 0 }
for (const path of process.argv.slice(2)) {
  const report = read(path)
  // A file that could not even be loaded counts as one failed test: it holds none of its own.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  sum.passed += report.numPassedTests
  sum.failed += report.numFailedTests + broken.length
  sum.skipped += report.numPendingTests + report.numTodoTests
  if (report.numTotalTests === 0) sum.failed += 1
}
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`)
process.exitCode = sum.failed === 0 && sum.skipped === 0 && sum.passed > 0 ? 0 : 1

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    console.log(`a test run left no report: ${error.message}`)
    return {
      testResults: [],
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      numTotalTests: 0,
    }
  }
}
