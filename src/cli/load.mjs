/** @module Loads a command in this very process, once the packages are there. */

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installMissing } from './install.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * In one process a command is ready sooner than in a child, and gets its signals directly.
 * `dev` asks for the development packages too; `watch` restarts the command when a file it loaded changes.
 */
export async function load({ command, args, dev, watch }) {
  const file = resolve(root, 'src/cli', `${command}.ts`)
  if (!existsSync(file)) {
    throw Object.assign(new Error(`No such command: ${command} (src/cli/${command}.ts)`), { plain: true })
  }
  installMissing(root, { dev })
  readSettings(dev)

  if (watch) {
    const node = ['--watch', '--watch-preserve-output', '--import', import.meta.resolve('tsx/esm'), file]
    const child = spawn(process.execPath, [...node, ...args], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code) => process.exit(code ?? 1))
    return
  }
  process.argv = [process.execPath, file, ...args]
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(await runnable(root, command, file)).href)
}

/** One file made of all, or, where none can be kept (a read-only installation), the sources through tsx. */
async function runnable(root, command, file) {
  try {
    const { bundle } = await import('./bundle.mjs')
    return await bundle(root, command)
  } catch (error) {
    const isOfTheDisk = error.syscall !== undefined
    if (!isOfTheDisk) throw error
    const { register } = await import('tsx/esm/api')
    process.env.TSX_TSCONFIG_PATH = resolve(root, 'tsconfig.json')
    register()
    return file
  }
}

/** Settings come from the environment, then from .env. Tests and checks know neither: they must give the same answer everywhere. */
function readSettings(dev) {
  const file = resolve(root, '.env')
  if (!dev && process.env.VITEST === undefined && existsSync(file)) process.loadEnvFile(file)
}
