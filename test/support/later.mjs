/** @module Loaded before a server whose machine was off for a while: its clock is ahead of ours by `LATER_MS`. Plain JavaScript, since it runs before anything else. */

const laterMs = Number(process.env.LATER_MS)
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + laterMs)
    else super(...given)
  }

  static now() {
    return RealDate.now() + laterMs
  }
}
