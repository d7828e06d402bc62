/** @module Ends a server whose databases were deleted or replaced under it: it would go on writing into files that nobody finds again. Node only. */

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LOOK_MS = 500

/** `vanished` is called once, with the file's name. Gives the way to stop it. */
export function watchFiles(dataDir: string, vanished: (file: string) => void, lookMs = LOOK_MS): () => void {
  const inodeOf = (name: string) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.ino
  const names = readdirSync(dataDir).filter((name) => name.endsWith('.db'))
  const before = new Map(names.map((name) => [name, inodeOf(name)]))
  const timer = setInterval(() => {
    for (const [name, inode] of before) {
      if (inodeOf(name) === inode) continue
      clearInterval(timer)
      vanished(name)
      return
    }
  }, lookMs)
  timer.unref()
  return () => clearInterval(timer)
}
