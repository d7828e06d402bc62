/** @module The emulators of both platforms as processes of their own, and the settings of a server that takes them for real. */

import { join } from 'node:path'
import { type Child, type Env, root, startChild } from './child.ts'

const SECRETS = { appSecret: 'dev-app-secret', verifyToken: 'dev-verify-token' }
const TSX = ['--import', import.meta.resolve('tsx/esm')]

export type Emulator = Child & { name: string; told: Record<string, unknown> }
export type Emulators = { telegram: Emulator; whatsapp: Emulator }

type Options = {
  /** Of the server, for the webhooks of WhatsApp. */
  port: number
  /** Another one each time: ids said twice would be taken for repeats by a server that remembers the last run. */
  seed: number
  onLine(name: string, line: string): void
}

/** @throws Error when one of them ends before it listens; the other is on the leash of this process */
export async function startEmulators({ port, seed, onLine }: Options): Promise<Emulators> {
  const graphOptions = {
    ...SECRETS,
    seed,
    // Refused at once, not by a status: what this terminal shows is what arrives.
    window: 'error',
    webhookUrl: `http://127.0.0.1:${port}/hooks/whatsapp`,
  }
  const graphEnv = { ...process.env, GRAPH_OPTIONS: JSON.stringify(graphOptions) }
  const [telegram, whatsapp] = await Promise.all([
    startEmulator('Telegram', ['telegram/main.ts', '0', String(seed)], process.env, onLine),
    startEmulator('WhatsApp', ['whatsapp/run.ts'], graphEnv, onLine),
  ])
  return { telegram, whatsapp }
}

async function startEmulator(
  name: string,
  [file = '', ...args]: readonly string[],
  env: Env,
  onLine: Options['onLine'],
): Promise<Emulator> {
  let tell = (_told: Record<string, unknown>) => {}
  const told = new Promise<Record<string, unknown>>((done) => {
    tell = done
  })
  const path = join(root, 'test/support/emulators', file)
  const child = startChild([...TSX, path, ...args], env, (line) => {
    // It says in one line of JSON where it listens; all else is trouble.
    if (line.startsWith('{"url"')) tell(JSON.parse(line) as Record<string, unknown>)
    else onLine(name, line)
  })
  const first = await Promise.race([told, child.ended])
  if (typeof first === 'string') throw new Error(`${name}: ${file} (${first})`)
  return { ...child, name, told: first }
}

/** All that points to a platform, or to the keys and addresses of a real installation, is left out or replaced. */
export function serverEnv({ telegram, whatsapp }: Emulators, port: number, dataDir: string): Env {
  const FOREIGN =
    /^(TELEGRAM|WHATSAPP)_|^(KEY_DIR|PUBLIC_URL|CONSOLE_URL|METRICS_PORT|SERVICE_NAME|SERVICE_OFFICIAL|DEBUG)$/
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)))
  return {
    ...own,
    MODE: 'demo',
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    TELEGRAM_BOT_TOKEN: String(telegram.told.token),
    TELEGRAM_API_ROOT: String(telegram.told.url),
    WHATSAPP_CLOUD_TOKEN: String(whatsapp.told.token),
    WHATSAPP_CLOUD_PHONE_NUMBER_ID: String(whatsapp.told.phoneNumberId),
    WHATSAPP_CLOUD_APP_SECRET: SECRETS.appSecret,
    WHATSAPP_CLOUD_VERIFY_TOKEN: SECRETS.verifyToken,
    WHATSAPP_CLOUD_API_ROOT: String(whatsapp.told.url),
    WHATSAPP_CLOUD_TEMPLATE: 'kabar_laporan',
  }
}
