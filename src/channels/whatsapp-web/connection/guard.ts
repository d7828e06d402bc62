/** @module Where the line may connect to: WhatsApp itself, or in a test a server on this machine. */

import { isIP } from 'node:net'

/**
 * The library trusts whoever answers at the address it is given: only TLS tells WhatsApp from another. So another
 * address is for tests alone.
 *
 * @throws Error when it is set in production or leads off this machine
 */
export function requireLoopback(url: string | undefined, mode: 'demo' | 'pilot' | 'production'): void {
  if (url === undefined) return
  if (mode === 'production')
    throw new Error('WHATSAPP_WEB_URL is for tests: it must not be set when MODE=production')
  const { protocol, hostname } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isHere = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
  if (!isHere || !['ws:', 'wss:'].includes(protocol))
    throw new Error(
      'WHATSAPP_WEB_URL must be a ws:// address on this machine, such as ws://127.0.0.1:8080/ws',
    )
}
