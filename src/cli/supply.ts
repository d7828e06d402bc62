/** @module What the lock file and the manifest may hold: packages from the one registry, pinned by hash, under licences that a city may use. Pure. */

/** As npm writes package-lock.json, version 3. */
export type Lock = {
  lockfileVersion: number
  packages: Record<
    string,
    {
      version?: string
      resolved?: string
      integrity?: string
      link?: boolean
      license?: string
      hasInstallScript?: boolean
      inBundle?: boolean
    }
  >
}
export type Manifest = {
  [part in 'dependencies' | 'devDependencies' | 'optionalDependencies']?: Record<string, string>
} & { allowScripts?: Record<string, boolean> }

const REGISTRY = 'https://registry.npmjs.org/'
const RANGE = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?[\^~]?\d+\.\d+\.\d+(-[\w.]+)?$/

/** Each alone lets the city use, change and pass on the whole; an expression of them is taken apart. */
const LICENCES = new Set([
  ...[
    'MIT',
    'MIT-0',
    'ISC',
    '0BSD',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'Apache-2.0',
    'BlueOak-1.0.0',
    'CC0-1.0',
  ],
  ...['OFL-1.1', 'WTFPL', 'MPL-2.0', 'LGPL-3.0-or-later'],
])

/** Looked at one by one; the reason stands beside the name. */
const KNOWN: Record<string, string> = {
  // Its LICENSE file is the MIT licence; its package.json forgets to say so (read 2026-11-30).
  'png-js': 'MIT',
  // Of Baileys, which is optional and for pilots alone: whoever passes on the service with it passes it on under GPL-3.0.
  libsignal: 'GPL-3.0',
}

/** One line a fault; none when all is as it must be. */
export function supplyFaults(lock: Lock, manifest: Manifest): string[] {
  const faults: string[] = lock.lockfileVersion === 3 ? [] : ['package-lock.json is not of version 3']
  for (const [place, one] of Object.entries(lock.packages)) {
    if (place === '') continue
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const say = (what: string) => void faults.push(`${place}: ${what}`)
    if (one.link === true || !place.includes('node_modules/'))
      say('is a folder, not a package of the registry')
    // npm leaves the address out where it is told to; then the registry of whoever installs is asked, and the hash decides.
    else if (one.resolved !== undefined && !one.resolved.startsWith(REGISTRY))
      say(`comes from ${one.resolved}`)
    if (!/^sha512-[A-Za-z0-9+/]{86}==$/.test(one.integrity ?? '')) say('has no sha512 of its contents')
    if (!isAllowed(one.license) && KNOWN[name] !== (one.license ?? 'MIT'))
      say(`licence ${one.license ?? 'unknown'}`)
    if (one.hasInstallScript === true && !(name in (manifest.allowScripts ?? {})))
      say('runs a script when it is installed, and allowScripts does not name it')
  }
  return [...faults, ...rangeFaults(manifest)]
}

function rangeFaults({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
  return Object.entries(all)
    .filter(([, range]) => !RANGE.test(range))
    .map(([name, range]) => `package.json: ${name} is ${range}, not a version of the registry`)
}

/** "(MIT OR WTFPL)" asks for one of them, "Apache-2.0 AND MIT" for both. */
function isAllowed(licence: string | undefined): boolean {
  if (licence === undefined) return false
  const plain = licence.replace(/^\((.*)\)$/, '$1')
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAllowed)
  return plain.split(' AND ').every((one) => LICENCES.has(one))
}
