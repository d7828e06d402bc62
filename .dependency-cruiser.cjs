/**
 * @module Who may import whom: one table, run by `npm run check` and by test/architecture.test.ts.
 *
 * A new folder of src/ needs a row here. `ours` are folders (or files without ending) of src/, `npm` are packages;
 * `home` names the only place inside the folder where a package may be imported.
 */

const may = {
  core: { ours: [], npm: ['zod'] },
  text: { ours: ['core'], npm: ['intl-messageformat', '@formatjs/icu-messageformat-parser'] },
  understanding: { ours: ['core'], npm: ['fastest-levenshtein', 'libphonenumber-js'] },
  rules: { ours: ['core'], npm: ['zod'] },
  engine: { ours: ['core', 'text', 'understanding', 'rules'], npm: ['zod'] },
  // better-sqlite3-napi is better-sqlite3 13, which npm leaves out where it does not run (docs/decisions/0006).
  store: { ours: ['core'], npm: ['drizzle-orm', 'better-sqlite3', 'better-sqlite3-napi'] },
  vault: { ours: ['core'], npm: [] },
  access: { ours: ['core', 'store', 'vault'], npm: ['@node-rs/argon2', 'otplib'] },
  media: { ours: ['core', 'vault'], npm: ['sharp', 'file-type'] },
  channels: { ours: ['core', 'text'], npm: ['zod', 'telegraf', '@whiskeysockets/baileys'] },
  pipeline: {
    ours: ['core', 'text', 'understanding', 'rules', 'store', 'engine', 'vault', 'channels/channel'],
    npm: [],
  },
  // Files that people hand in, read row by row.
  sheets: { ours: ['core'], npm: ['csv-parse', 'yauzl', 'sax', '@fastify/busboy'] },
  // pdfkit draws the form that is printed for a case.
  office: { ours: ['core', 'text', 'rules', 'store', 'vault'], npm: ['libphonenumber-js', 'pdfkit'] },
  // What main.ts and the commands wire with: files read, stores opened, the machine's timer.
  wiring: {
    ours: [
      'core',
      'text',
      'understanding',
      'rules',
      'engine',
      'store',
      'vault',
      'pipeline',
      'office',
      'access',
      'channels',
      'media',
      'sheets',
      'config',
    ],
    // drizzle-orm: the record of processing is read off the schemas.
    npm: [
      ...['pino', 'nodemailer', 'zod', 'tar-stream', 'drizzle-orm', 'undici'],
      ...['@zxcvbn-ts/core', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-id'],
    ],
  },
  // What config.ts finds wrong with settings.
  config: { ours: ['core'], npm: [] },
  http: { ours: ['core', 'text', 'access'], npm: ['hono', '@hono/zod-validator', 'zod', 'prom-client'] },
  // What pages for residents and for staff are built of.
  pages: { ours: ['core', 'text'], npm: ['hono', 'csv-stringify', 'hucre'] },
  web: { ours: ['core', 'text', 'access', 'pages'], npm: ['hono', '@hono/zod-validator', 'zod'] },
  console: {
    ours: ['core', 'text', 'access', 'pages'],
    npm: ['hono', '@hono/zod-validator', 'zod', 'qrcode'],
  },
}

/** One dependency, one home. */
const homes = {
  'better-sqlite3': '^src/(store/sqlite\\.ts$|cli/)',
  telegraf: '^src/channels/telegram/',
  pdfkit: '^src/office/cases/print/',
  '@whiskeysockets/baileys': '^src/channels/whatsapp-web/',
  '@node-rs/argon2': '^src/access/password-hash\\.ts$',
  otplib: '^src/access/totp\\.ts$',
  'csv-stringify': '^src/pages/csv\\.ts$',
  'prom-client': '^src/http/metrics\\.ts$',
  'tar-stream': '^src/wiring/backup/',
  '@zxcvbn-ts/core': '^src/wiring/strength-worker\\.mjs$',
  '@zxcvbn-ts/language-common': '^src/wiring/strength-worker\\.mjs$',
  '@zxcvbn-ts/language-id': '^src/wiring/strength-worker\\.mjs$',
  undici: '^src/wiring/outbound\\.ts$',
}

/** node: modules may be imported here and nowhere else; what stands elsewhere also runs on Workers. */
const nodeHomes = '^src/(vault/|media/|sheets/|cli/|wiring/|store/sqlite\\.ts$|main\\.ts$|channels/)'
const pure = '^src/(core|text|understanding|rules|engine)/'
const portable = '^src/(worker\\.ts$|(core|text|understanding|rules|engine|pipeline)/|store/(?!sqlite\\.ts$))'
const packages = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'unknown']

const layers = Object.entries(may).flatMap(([name, { ours, npm }]) => [
  {
    name: `${name}-ours`,
    severity: 'error',
    comment: `src/${name} may import of ours: ${ours.join(', ') || 'nothing'}`,
    from: { path: `^src/${name}/` },
    to: { path: '^src/', pathNot: [`^src/${name}/`, ...ours.map((one) => `^src/${one}(/|\\.)`)] },
  },
  {
    name: `${name}-npm`,
    severity: 'error',
    comment: `src/${name} may use the packages: ${npm.join(', ') || 'none'}`,
    from: { path: `^src/${name}/` },
    to: {
      dependencyTypes: packages,
      // A file of ours that does not exist is the business of `not-resolvable`.
      // A package that is not installed here is named without its folder.
      pathNot: ['^\\.(?!.*node_modules/)', ...npm.map((one) => `((^|/)node_modules/|^)${one}(/|$)`)],
    },
  },
])

module.exports = {
  forbidden: [
    ...layers,
    ...Object.entries(homes).map(([name, home]) => ({
      name: `home-of-${name.replace(/^.*\//, '')}`,
      severity: 'error',
      comment: `${name} is imported in one place`,
      from: { path: '^src/', pathNot: home },
      to: { path: `(^|node_modules/)(@types/)?${name}(/|$)` },
    })),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'channels-are-islands',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'channels-know-no-platform',
      severity: 'error',
      comment: 'channel.ts and its neighbours are the contract: they import no platform',
      from: { path: '^src/channels/[^/]+$' },
      to: { path: '^src/channels/[^/]+/' },
    },
    {
      name: 'store-parts-apart',
      severity: 'error',
      from: { path: '^src/store/(chat|office|account|keys|line|access|archive)/' },
      to: { path: '^src/store/(chat|office|account|keys|line|access|archive)/', pathNot: '^src/store/$1/' },
    },
    {
      name: 'node-only-at-the-edge',
      severity: 'error',
      from: { path: '^(src|flows)/', pathNot: nodeHomes },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'pure-no-node', severity: 'error', from: { path: pure }, to: { dependencyTypes: ['core'] } },
    {
      name: 'worker-stays-portable',
      severity: 'error',
      comment: 'a Worker has node:crypto, but no files, sockets, processes or compiled packages',
      from: { path: portable },
      to: {
        path: '^(node:)?(fs|net|tls|http|https|child_process|worker_threads|os|dgram|cluster|vm)(/|$)|node_modules/(better-sqlite3|sharp|pino|@hono/node-server|@whiskeysockets)/',
        reachable: true,
      },
    },
    {
      name: 'flows-are-data',
      severity: 'error',
      from: { path: '^flows/', pathNot: '^flows/(define|index)\\.ts$' },
      to: { pathNot: '^flows/define\\.ts$' },
    },
    {
      name: 'flow-index-lists-flows',
      severity: 'error',
      from: { path: '^flows/index\\.ts$' },
      to: { pathNot: '^(flows/|src/engine/flow\\.ts$)' },
    },
    {
      name: 'define-binds-types',
      severity: 'error',
      comment: 'types of the engine, of locales/ and of rules/; it runs nothing',
      from: { path: '^flows/define\\.ts$' },
      to: { pathNot: '^(src/engine/|src/rules/|src/core/|locales/|rules/)' },
    },
    {
      name: 'flows-take-types-alone',
      severity: 'error',
      from: { path: '^flows/' },
      to: { path: '^(src|locales)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-entries-load-data',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli/|wiring/|main\\.ts$|worker\\.ts$)' },
      to: { path: '^(flows|locales|rules)/' },
    },
    {
      name: 'nothing-imports-upward',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/(cli|wiring)/' },
      to: { path: '^src/[^/]+\\.(ts|tsx|mjs)$' },
    },
    {
      name: 'nobody-imports-commands',
      severity: 'error',
      comment: 'what several of them need lives in wiring/',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    { name: 'no-tests-in-src', severity: 'error', from: { path: '^(src|flows)/' }, to: { path: '^test/' } },
    {
      name: 'no-development-packages',
      severity: 'error',
      comment: 'a production machine installs without them; cli/ may use them for test and check',
      from: { path: '^(src|flows)/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      comment: 'a rule cannot judge what it cannot find',
      from: { path: '^(src|flows)/' },
      to: { couldNotResolve: true, pathNot: '^better-sqlite3-napi$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
