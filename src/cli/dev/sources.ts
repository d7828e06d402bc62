/** @module Tells when something changes that the server is made of: code, flows, texts and rules. */

import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['src', 'flows', 'locales', 'rules']
const COUNTS = /^[^.].*\.(tsx?|m?js|json|css|svg)$/
/** An editor that saves several files, or one in steps, is one change. */
const SETTLE_MS = 200

/**
 * Calls once for each burst of changes until it is stopped.
 * Beside what `node --watch` sees, these are files that are read and not imported: the texts and the rules.
 */
export function watchSources(root: string, onChange: (file: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    for (const folder of foldersOf(root)) {
      if (watchers.has(folder)) continue
      const watcher = watch(join(root, folder), (_event, name) => changed(folder, name))
      // A folder that goes away; its parent tells of it.
      watcher.on('error', () => watchers.delete(folder))
      watchers.set(folder, watcher)
    }
  }
  const changed = (folder: string, name: string | null) => {
    if (name === null || !COUNTS.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      look()
      onChange(join(folder, name))
    }, SETTLE_MS)
  }
  look()
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
}

/** This command's own files are no part of the server. */
function foldersOf(root: string): string[] {
  return FOLDERS.flatMap((top) => {
    const entries = readdirSync(join(root, top), { recursive: true, withFileTypes: true })
    const inner = entries
      .filter((one) => one.isDirectory())
      .map((one) => join(one.parentPath, one.name).slice(root.length + 1))
    return [top, ...inner]
  }).filter((folder) => folder !== join('src', 'cli', 'dev'))
}
