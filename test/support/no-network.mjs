/** @module Refuses every connection off this machine, in tests and in the programs they start. Plain JavaScript, since Node loads it before any other code. */

import { channel } from 'node:diagnostics_channel'
import net from 'node:net'

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|0\.0\.0\.0|::)$/
const refused = channel('tanya-sigap:connection-refused')
const connect = net.Socket.prototype.connect

net.Socket.prototype.connect = function (...args) {
  // Node's own callers give one array [options, callback]; people give (options), (port, host) or (path).
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  const options = first !== null && typeof first === 'object' ? first : { port: first, host: second }
  const isLocalPath = typeof options.path === 'string' || Number.isNaN(Number(options.port))
  const host = typeof options.host === 'string' ? options.host : 'localhost'
  if (!isLocalPath && !LOOPBACK.test(host)) {
    refused.publish(`${host}:${options.port}`)
    throw new Error(`No test may reach ${host}:${options.port}: tests stay on 127.0.0.1`)
  }
  return connect.apply(this, args)
}
