/** @module A small sound tree, and one forbidden import for each rule of .dependency-cruiser.cjs together with the rule that must find it. */

type Planted = { file: string; code: string; rule: string }

/** What the planted files import; harmless by itself. */
export const SOUND: Record<string, string> = {
  'src/core/chat.ts': 'export type Chat = { id: string }\nexport const chat = 1\n',
  'src/text/format.ts': "import { chat } from '../core/chat.ts'\nexport const format = chat\n",
  'src/engine/flow.ts':
    "import type { Chat } from '../core/chat.ts'\nexport type Flow = Chat\nexport const flow = 1\n",
  'src/rules/fact.ts': 'export const fact = 1\n',
  'src/rules/place.ts': "import { fact } from './fact.ts'\nexport const place = fact\n",
  'src/understanding/understand.ts': 'export const understand = 1\n',
  'src/store/sqlite.ts': "import Database from 'better-sqlite3'\nexport const open = Database\n",
  'src/store/chat/schema.ts': 'export const inbox = 1\n',
  'src/store/office/schema.ts': 'export const cases = 1\n',
  'src/vault/seal.ts': "import { createHash } from 'node:crypto'\nexport const seal = createHash\n",
  'src/vault/keys.ts': "import { readFileSync } from 'node:fs'\nexport const keys = readFileSync\n",
  'src/access/staff.ts': 'export const staff = 1\n',
  'src/media/photo.ts': "import sharp from 'sharp'\nexport const photo = sharp\n",
  'src/channels/channel.ts': 'export const channel = 1\n',
  'src/channels/telegram/telegram.ts':
    "import { channel } from '../channel.ts'\nexport const telegram = channel\n",
  'src/channels/web/web.ts': 'export const web = 1\n',
  'src/pipeline/work.ts': "import { seal } from '../vault/seal.ts'\nexport const work = seal\n",
  'src/sheets/open.ts': "import { open } from 'node:fs/promises'\nexport const sheets = open\n",
  'src/office/cases.ts': 'export const office = 1\n',
  'src/http/health.ts': "import { Hono } from 'hono'\nexport const health = new Hono()\n",
  'src/web/page.ts': 'export const page = 1\n',
  'src/console/list.ts': 'export const list = 1\n',
  'src/config.ts': 'export const config = 1\n',
  'src/cli/start.ts':
    "import { config } from '../config.ts'\nimport { flows } from '../../flows/index.ts'\nexport const start = [config, flows]\n",
  'src/main.ts':
    "import { open } from './store/sqlite.ts'\nimport { flows } from '../flows/index.ts'\nexport const main = [open, flows]\n",
  'flows/define.ts':
    "import type { Flow } from '../src/engine/flow.ts'\nexport const define = (flow: Flow) => flow\n",
  'flows/menu.ts': "import { define } from './define.ts'\nexport const menu = define({ id: 'menu' })\n",
  'flows/index.ts': "import { menu } from './menu.ts'\nexport const flows = [menu]\n",
  'test/support/world.ts': 'export const world = 1\n',
}

/** Put into the sound tree all at once; what stands for one file is written one after the other. */
export const PLANTED: Planted[] = [
  ...ours('core', '../text/format.ts'),
  ...ours('text', '../rules/fact.ts'),
  ...ours('understanding', '../rules/fact.ts'),
  ...ours('rules', '../engine/flow.ts'),
  ...ours('engine', '../store/chat/schema.ts'),
  ...ours('store', '../vault/seal.ts'),
  ...ours('vault', '../store/chat/schema.ts'),
  ...ours('access', '../office/cases.ts'),
  ...ours('media', '../store/chat/schema.ts'),
  ...ours('channels', '../pipeline/work.ts'),
  ...ours('pipeline', '../channels/telegram/telegram.ts'),
  ...ours('sheets', '../store/chat/schema.ts'),
  ...ours('office', '../pipeline/work.ts'),
  ...ours('wiring', '../web/page.ts'),
  ...ours('http', '../store/chat/schema.ts'),
  ...ours('config', '../store/chat/schema.ts'),
  ...ours('pages', '../web/page.ts'),
  ...ours('web', '../pipeline/work.ts'),
  ...ours('console', '../office/cases.ts'),
  ...npm('core', 'hono'),
  ...npm('text', 'zod'),
  ...npm('understanding', 'zod'),
  ...npm('rules', 'hono'),
  ...npm('engine', 'drizzle-orm'),
  ...npm('store', 'hono'),
  ...npm('vault', 'zod'),
  ...npm('access', 'hono'),
  ...npm('media', 'hono'),
  ...npm('channels', 'hono'),
  ...npm('pipeline', 'zod'),
  ...npm('sheets', 'hono'),
  ...npm('office', 'hono'),
  ...npm('wiring', 'hono'),
  ...npm('http', 'pino'),
  ...npm('config', 'hono'),
  ...npm('pages', 'drizzle-orm'),
  ...npm('web', 'drizzle-orm'),
  ...npm('console', 'drizzle-orm'),
  planted('src/store/chat/bad-driver.ts', 'better-sqlite3', 'home-of-better-sqlite3'),
  planted('src/channels/web/bad-telegraf.ts', 'telegraf', 'home-of-telegraf'),
  planted('src/office/bad-pdfkit.ts', 'pdfkit', 'home-of-pdfkit'),
  planted('src/channels/web/bad-baileys.ts', '@whiskeysockets/baileys', 'home-of-baileys'),
  planted('src/access/bad-argon2.ts', '@node-rs/argon2', 'home-of-argon2'),
  planted('src/access/bad-otplib.ts', 'otplib', 'home-of-otplib'),
  planted('src/pages/bad-csv.ts', 'csv-stringify/sync', 'home-of-csv-stringify'),
  planted('src/http/bad-metrics.ts', 'prom-client', 'home-of-prom-client'),
  planted('src/wiring/bad-tar.ts', 'tar-stream', 'home-of-tar-stream'),
  planted('src/wiring/bad-zxcvbn.ts', '@zxcvbn-ts/core', 'home-of-core'),
  planted('src/wiring/bad-zxcvbn.ts', '@zxcvbn-ts/language-common', 'home-of-language-common'),
  planted('src/wiring/bad-zxcvbn.ts', '@zxcvbn-ts/language-id', 'home-of-language-id'),
  planted('src/wiring/bad-undici.ts', 'undici', 'home-of-undici'),
  {
    file: 'src/rules/fact.ts',
    code: "import { place } from './place.ts'\nexport const fact = place\n",
    rule: 'no-cycles',
  },
  planted('src/channels/telegram/bad-island.ts', '../web/web.ts', 'channels-are-islands'),
  planted('src/channels/bad-contract.ts', './telegram/telegram.ts', 'channels-know-no-platform'),
  planted('src/store/chat/bad-neighbour.ts', '../office/schema.ts', 'store-parts-apart'),
  planted('src/office/bad-node.ts', 'node:fs', 'node-only-at-the-edge'),
  planted('src/store/bad-node.ts', 'node:crypto', 'node-only-at-the-edge'),
  planted('src/engine/bad-node.ts', 'node:crypto', 'pure-no-node'),
  planted('src/understanding/bad-node.ts', 'fs', 'pure-no-node'),
  planted('src/pipeline/bad-reach.ts', '../vault/keys.ts', 'worker-stays-portable'),
  planted('src/worker.ts', './store/sqlite.ts', 'worker-stays-portable'),
  planted('flows/bad-flow.ts', './menu.ts', 'flows-are-data'),
  planted('flows/bad-text.ts', '../locales/id/messages.json', 'flows-are-data'),
  {
    file: 'flows/index.ts',
    code: "import { fact } from '../src/rules/fact.ts'\nexport const flows = [fact]\n",
    rule: 'flow-index-lists-flows',
  },
  {
    file: 'flows/define.ts',
    code: "import { flow } from '../src/engine/flow.ts'\nexport const define = () => flow\n",
    rule: 'flows-take-types-alone',
  },
  planted('flows/define.ts', '../src/office/cases.ts', 'define-binds-types'),
  planted('src/core/bad-data.ts', '../../flows/index.ts', 'only-entries-load-data'),
  planted('src/rules/bad-data.ts', '../../rules/facts.json', 'only-entries-load-data'),
  planted('src/web/bad-up.ts', '../config.ts', 'nothing-imports-upward'),
  planted('src/app.ts', './cli/start.ts', 'nobody-imports-commands'),
  planted('src/main.ts', './cli/start.ts', 'nobody-imports-commands'),
  planted('src/office/bad-test.ts', '../../test/support/world.ts', 'no-tests-in-src'),
  planted('src/text/bad-dev.ts', 'vitest', 'no-development-packages'),
  planted('src/text/bad-missing.ts', './nowhere.ts', 'not-resolvable'),
]

function planted(file: string, target: string, rule: string): Planted {
  return { file, code: `import '${target}'\n`, rule }
}

function ours(layer: string, target: string): Planted[] {
  return [planted(`src/${layer}/bad-${layer}-ours.ts`, target, `${layer}-ours`)]
}

function npm(layer: string, name: string): Planted[] {
  return [planted(`src/${layer}/bad-${layer}-npm.ts`, name, `${layer}-npm`)]
}
