/** @module The server as a process that begins anew when its sources change, or when asked. */

import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { bannerTest } from './banner.ts'
import { type Child, type Env, root, startChild } from './child.ts'
import { watchSources } from './sources.ts'

const RUN = [join(root, 'src/cli/run.mjs'), '--dev', 'start']
const LOOK_MS = 100

export type Told = {
  onLine(line: string): void
  /** It answers, for the first time or again. */
  onUp(): void
  /** It ended although nobody asked; it waits for the next change. */
  onEnded(how: string): void
  onChange(file: string): void
}

export type Server = {
  restart(): Promise<void>
  stop(): Promise<void>
}

export function startServer(env: Env, told: Told): Server {
  const url = `http://127.0.0.1:${env.PORT}/readyz`
  const isBanner = bannerTest()
  /** Those that we ended. */
  const asked = new WeakSet<Child>()
  const launch = (onLine: (line: string) => void) => {
    const child = startChild(RUN, env, onLine)
    void child.ended.then((how) => {
      if (!asked.has(child)) told.onEnded(how)
    })
    void isReady(url, child).then((isUp) => {
      if (isUp && !asked.has(child)) told.onUp()
    })
    return child
  }
  const end = async (child: Child) => {
    asked.add(child)
    await child.end()
  }
  const launchAgain = () =>
    launch((line) => {
      if (!isBanner(line)) told.onLine(line)
    })
  let current = launch(told.onLine)
  let isOver = false
  // One change after the other, and none after the stop.
  let turning: Promise<void> = Promise.resolve()
  const restart = () => {
    turning = turning.then(async () => {
      if (isOver) return
      await end(current)
      current = launchAgain()
    })
    return turning
  }
  const stopWatching = watchSources(root, (file) => {
    told.onChange(file)
    void restart()
  })
  return {
    restart,
    stop: async () => {
      isOver = true
      stopWatching()
      await turning
      await end(current)
    },
  }
}

/** True once it answers; false when it ended before. */
async function isReady(url: string, child: Child): Promise<boolean> {
  let hasEnded = false
  void child.ended.then(() => {
    hasEnded = true
  })
  while (!hasEnded) {
    const isUp = await fetch(url).then(
      (answer) => answer.ok,
      // Nobody listens yet.
      () => false,
    )
    if (isUp) return true
    await pause(LOOK_MS)
  }
  return false
}
