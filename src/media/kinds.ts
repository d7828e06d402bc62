/** @module Kinds of files that are kept, by the number that stands before each of them. */

/** What stands in the first sealed byte: appended to, never reordered. */
export const MIMES = [
  'image/jpeg',
  'image/webp',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/amr',
  'video/mp4',
  'video/3gpp',
  'application/pdf',
] as const
export type Mime = (typeof MIMES)[number]
