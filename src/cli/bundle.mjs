/** @module Makes one JavaScript file of a command and everything of ours that it imports, and keeps it until one of those files changes. */

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Besides the sources, these decide what comes out. */
const ALSO = ['package.json', 'package-lock.json', 'tsconfig.json', 'src/cli/bundle.mjs']

/** What `import.meta` says of a module's place, and the name that stands for it in the joined file. */
const OWN_PATHS = {
  'import.meta.dirname': '__ownDirname',
  'import.meta.filename': '__ownFilename',
  'import.meta.url': '__ownUrl',
}

/** Each module still sees its own path, not that of the joined file. */
const keepOwnPaths = {
  name: 'keep-own-paths',
  setup({ onLoad }) {
    onLoad({ filter: /\.tsx?$/, namespace: 'file' }, ({ path }) => {
      const code = readFileSync(path, 'utf8')
      if (!code.includes('import.meta.')) return undefined
      const values = [dirname(path), path, pathToFileURL(path).href]
      const own = Object.values(OWN_PATHS).map((name, i) => `const ${name} = ${JSON.stringify(values[i])};`)
      // On the first line, before its comment: all lines keep their numbers.
      return {
        contents: own.join('') + code,
        loader: path.endsWith('x') ? 'tsx' : 'ts',
        resolveDir: dirname(path),
      }
    })
  },
}

/** How esbuild joins our modules, for a command and for tests: packages stay outside, stack traces name the sources. */
export const JOINED = {
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'error',
  define: OWN_PATHS,
  plugins: [keepOwnPaths],
}

/**
 * Path of the file to import in place of `src/cli/<command>.ts`.
 *
 * Loading 200 small modules through a translator costs a command more than a second of computing, this 0.2 s once.
 * It lies within node_modules, where packages are found from and nobody edits.
 * @throws when it cannot be written there, or a source has a fault
 */
export async function bundle(root, command) {
  const folder = join(root, 'node_modules/.cache/tanya-sigap')
  const file = join(folder, `${command}.mjs`)
  const stampFile = join(folder, `${command}.json`)
  if (isFresh(root, stampFile)) return file

  const { build, stop } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    ...JOINED,
    absWorkingDir: root,
    entryPoints: [`src/cli/${command}.ts`],
    outfile: file,
    metafile: true,
    write: false,
  })
  await stop()
  mkdirSync(folder, { recursive: true })
  for (const { path, contents } of outputFiles) replaceFile(path, contents)
  const inputs = [...Object.keys(metafile.inputs), ...ALSO]
  replaceFile(stampFile, JSON.stringify(inputs.map((path) => [path, mark(join(root, path))])))
  return file
}

function isFresh(root, stampFile) {
  try {
    const inputs = JSON.parse(readFileSync(stampFile, 'utf8'))
    return inputs.every(([path, was]) => mark(resolve(root, path)) === was)
  } catch {
    return false // never made, or a source is gone
  }
}

function mark(path) {
  const { mtimeMs, size } = statSync(path)
  return `${mtimeMs} ${size}`
}

/** Two commands may start at once: each sees a whole file. */
function replaceFile(path, contents) {
  const own = `${path}.${process.pid}`
  writeFileSync(own, contents)
  renameSync(own, path)
}
