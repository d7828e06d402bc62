/** @module Codes of authenticator apps (RFC 6238: SHA-1, 30 seconds, 6 digits, what every app can), the only home of its package. */

import { generateSecret, generateURI, verifySync } from 'otplib'
import type { Instant } from '../core/chat.ts'

/** One code earlier or later is taken: clocks of phones differ. */
const TOLERANCE_S = 30
const CODE = /^\d{6}$/

/** 160 random bits, base32. */
export function newSecret(): string {
  return generateSecret()
}

/** What the QR code says; `issuer` and `login` name the entry in the app. */
export function uriOf(secret: string, issuer: string, login: string): string {
  return generateURI({ issuer, label: login, secret })
}

/** The 30 seconds the code belongs to; undefined when it is none of these minutes. Never throws on what people type. */
export function stepOf(secret: string, code: string, now: Instant): number | undefined {
  if (!CODE.test(code)) return undefined
  const epoch = Math.floor(now / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_S })
  return result.valid && 'timeStep' in result ? result.timeStep : undefined
}
