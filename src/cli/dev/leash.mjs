/** @module Loaded into each process of `npm run dev`: when the terminal dies without a word (SIGKILL), nothing lives on. Plain JavaScript, since it comes before any translator. */

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// It waits for nobody: a process that has finished may end.
process.channel?.unref()
