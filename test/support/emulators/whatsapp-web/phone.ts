/** @module The phone of the line itself: scans what is shown and signs the new device, as the app does. */

import { createHmac } from 'node:crypto'
import { Curve, proto } from '@whiskeysockets/baileys'
import type { Stanza } from './noise.ts'
import { node, SERVER } from './stanzas.ts'

const ACCOUNT_SIGNATURE = Buffer.from([6, 0])

/** The server offers codes to scan. */
export function offerCodes(refs: readonly string[]): Stanza {
  const children = refs.map((ref) => node('ref', {}, Buffer.from(ref)))
  return node('iq', { from: SERVER, type: 'set', id: 'pair-1', xmlns: 'md' }, [
    node('pair-device', {}, children),
  ])
}

/** What the server tells the new device once its code was scanned. */
export function scanned(qr: string, me: { jid: string; lid: string }): Stanza {
  const [, , identity = '', secret = ''] = qr.split('#').at(-1)?.split(',') ?? []
  const account = Curve.generateKeyPair()
  const details = proto.ADVDeviceIdentity.encode({ rawId: 1, timestamp: 1, keyIndex: 1 }).finish()
  const signed = Buffer.concat([ACCOUNT_SIGNATURE, details, Buffer.from(identity, 'base64')])
  const device = proto.ADVSignedDeviceIdentity.encode({
    details,
    accountSignatureKey: account.public,
    accountSignature: Curve.sign(account.private, signed),
  }).finish()
  const hmac = createHmac('sha256', Buffer.from(secret, 'base64')).update(device).digest()
  const sealed = proto.ADVSignedDeviceIdentityHMAC.encode({ details: device, hmac }).finish()
  return node('iq', { from: SERVER, type: 'set', id: 'pair-2' }, [
    node('pair-success', {}, [
      node('device-identity', {}, sealed),
      node('device', me),
      node('platform', { name: 'android' }),
    ]),
  ])
}

/** What a device could not open, the phone sends it once more when it is asked to. */
export function resent(key: proto.IMessageKey, message: proto.IMessage): proto.IMessage {
  const info = { key, message, messageTimestamp: 1_795_400_000 }
  const webMessageInfoBytes = proto.WebMessageInfo.encode(info).finish()
  const peerDataOperationResult = [{ placeholderMessageResendResponse: { webMessageInfoBytes } }]
  const type = proto.Message.ProtocolMessage.Type.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE
  return { protocolMessage: { type, peerDataOperationRequestResponseMessage: { peerDataOperationResult } } }
}

/** The server ends the stream for a reason. */
export function streamError(code: number): Stanza {
  return node('stream:error', { code: String(code) })
}
