/** @module `npm run db:generate`: writes a migration for each part of the store whose schema changed. Never touches a database. */

import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const kit = join(root, 'node_modules/drizzle-kit/bin.cjs')

const parts = readdirSync(join(root, 'src/store')).filter((part) =>
  existsSync(join(root, 'src/store', part, 'schema.ts')),
)
for (const part of parts) {
  console.log(`\n${part}:`)
  const schema = `--schema=./src/store/${part}/*schema.ts`
  const out = `--out=./src/store/${part}/migrations`
  const args = [kit, 'generate', '--dialect=sqlite', schema, out, ...process.argv.slice(2)]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
