/** @module Refuses every connection off this machine, in tests and in the programs they start. Plain JavaScript, since Node loads it before any other code. */

import { channel } from 'node:diagnostics_channel'
import net from 'node:net'

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|0\.0\.0\.0|::)$/
/** Names that no name server has (RFC 6761): a test may answer for them itself, with addresses of this machine. */
const TEST_NAME = /\.test$/
const refused = channel('tanya-sigap:connection-refused')
const connect = net.Socket.prototype.connect

net.Socket.prototype.connect = function (...args) {
  // Node's own callers give one array [options, callback]; people give (options), (port, host) or (path).
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  const options = first !== null && typeof first === 'object' ? first : { port: first, host: second }
  const isLocalPath = typeof options.path === 'string' || Number.isNaN(Number(options.port))
  const host = typeof options.host === 'string' ? options.host : 'localhost'
  if (!isLocalPath && TEST_NAME.test(host) && typeof options.lookup === 'function') {
    options.lookup = onlyHere(options.lookup)
  } else if (!isLocalPath && !LOOPBACK.test(host)) {
    refused.publish(`${host}:${options.port}`)
    throw new Error(`No test may reach ${host}:${options.port}: tests stay on 127.0.0.1`)
  }
  return connect.apply(this, args)
}

function onlyHere(lookup) {
  return (host, options, callback) =>
    lookup(host, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      const isHere = error !== null || addresses.every((address) => LOOPBACK.test(address))
      if (isHere) return callback(error, found, family)
      refused.publish(`${host} at ${addresses}`)
      return callback(new Error(`No test may reach ${host} at ${addresses}: tests stay on 127.0.0.1`))
    })
}
