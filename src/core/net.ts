/** @module Which network an address belongs to: what limits count by. Pure. */

/** One household or office: of IPv6 the first half, since whoever has one address there has them all. */
export function netOf(address: string | undefined): string {
  if (address === undefined) return ''
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (v4 !== undefined) return v4
  const [head = '', tail] = address.toLowerCase().split('::')
  const left = head.split(':')
  const missing = tail === undefined ? [] : Array(8).fill('0')
  return [...left, ...missing].slice(0, 4).join(':')
}

/** A host name as it is compared: a dot at its end names the same machine. */
export const bareHost = (hostname: string): string => hostname.replace(/\.$/, '')

/**
 * Where a scanner may answer: files go there as they are, to a socket or a port of this machine, never over a network.
 * A path of 108 bytes and more is no unix socket any more (unix(7)).
 */
export function isOwnSocket(text: string): boolean {
  const [, port] = /^127(?:\.\d{1,3}){3}:(\d{1,5})$/.exec(text) ?? []
  if (port !== undefined) return Number(port) > 0 && Number(port) <= 65_535
  return /^\/[\x21-\x7e]{1,106}$/.test(text)
}
