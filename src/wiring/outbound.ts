/** @module The way out to the platforms: a name is looked up once, each of its addresses is judged, and only what was judged is dialled. Nothing inside is reached, whatever a name points to by then. */

import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { Agent as HttpsAgent } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Where no platform can be: this machine, its network, what clouds tell about a machine, and addresses that hold such a one. */
const INSIDE = new BlockList()
// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry, as known in 2026-11
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  // An IPv4 address inside: old tunnels whole, of the translation that mobile networks use what lies inside.
  ['2001::', 32],
  ['2002::', 16],
  ['64:ff9b::', 104],
  ['64:ff9b::a00:0', 104],
  ['64:ff9b::7f00:0', 104],
  ['64:ff9b::a9fe:0', 112],
  ['64:ff9b::ac10:0', 108],
  ['64:ff9b::c0a8:0', 112],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv6')

/** Never connected: nothing of a request has left. */
export class InsideAddress extends Error {
  readonly code = 'ERR_INSIDE_ADDRESS'
  constructor(host: string) {
    super(`${host} leads inside this network`)
    this.name = 'InsideAddress'
  }
}

/** An IPv4 address in the dress of IPv6 counts as what it is. */
export function isInside(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  return INSIDE.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4')
}

export type Outbound = {
  /** As the platform's `fetch`. */
  fetch: typeof globalThis.fetch
  /** For https by Node's own client. */
  agent: HttpsAgent
}

type Resolve = (
  host: string,
  options: { all: true; family?: number; hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * @param ownHosts hosts that the operator's settings name as this machine's (an emulator, a Bot API server of one's own): they alone may be inside
 * @param resolve in tests, the answers of a name server
 */
export function makeOutbound(ownHosts: ReadonlySet<string>, resolve: Resolve = systemLookup): Outbound {
  const lookup = guardedLookup(ownHosts, resolve)
  let opened: Promise<{ fetch: typeof globalThis.fetch }> | undefined
  return {
    agent: new HttpsAgent({ keepAlive: true, lookup }),
    fetch: async (input, init) => {
      const { hostname } = new URL(input instanceof Request ? input.url : input)
      // A number in place of a name is never looked up.
      if (isOutOfBounds(hostname, ownHosts))
        throw new TypeError('fetch failed', { cause: new InsideAddress(hostname) })
      opened ??= openFetch(lookup)
      return await (await opened).fetch(input, init)
    },
  }
}

/** The library is loaded when a line first speaks: a service without platforms never needs it. */
async function openFetch(lookup: LookupFunction): Promise<{ fetch: typeof globalThis.fetch }> {
  const { Agent, fetch } = await import('undici')
  const dispatcher = new Agent({ connect: { lookup } })
  const guarded = (input: string | URL, init: object = {}) => fetch(input, { ...init, dispatcher })
  // The same interface from the same project; only the names of their types differ.
  return { fetch: guarded as unknown as typeof globalThis.fetch }
}

const bareHost = (hostname: string) => hostname.replace(/^\[|\]$/g, '')

function isOutOfBounds(hostname: string, ownHosts: ReadonlySet<string>): boolean {
  const host = bareHost(hostname)
  return isIP(host) !== 0 && !ownHosts.has(host) && isInside(host)
}

/** One answer of the name server is judged and dialled; there is no second question that could be answered otherwise. */
function guardedLookup(ownHosts: ReadonlySet<string>, resolve: Resolve): LookupFunction {
  return (hostname, { family, hints, all }, callback) => {
    const wanted = {
      ...(family === undefined ? {} : { family: familyOf(family) }),
      ...(hints === undefined ? {} : { hints }),
    }
    resolve(hostname, { all: true, ...wanted }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error !== null || first === undefined) {
        callback(error ?? Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }), '')
        return
      }
      // One that leads inside is enough: an honest platform has none.
      if (!ownHosts.has(hostname) && addresses.some(({ address }) => isInside(address)))
        callback(new InsideAddress(hostname), '')
      else if (all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

const familyOf = (family: number | 'IPv4' | 'IPv6'): number =>
  family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family

/** Of the addresses in settings those that name this machine. */
export function ownHostsOf(roots: readonly (string | undefined)[]): Set<string> {
  const hosts = roots.flatMap((root) =>
    root !== undefined && URL.canParse(root) ? [bareHost(new URL(root).hostname)] : [],
  )
  return new Set(hosts.filter((host) => host === 'localhost' || (isIP(host) !== 0 && isLoopback(host))))
}

const isLoopback = (address: string) => address === '::1' || address.startsWith('127.')
