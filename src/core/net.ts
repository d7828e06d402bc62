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
