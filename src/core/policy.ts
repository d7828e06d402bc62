/** @module The rules a page gives its browser, by name: what a report of a breach may be counted under. */

// https://www.w3.org/TR/CSP3/#csp-directives, those that our pages use, and what none of them is
export const POLICY_DIRECTIVES = [
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'media-src',
  'connect-src',
  'form-action',
  'frame-ancestors',
  'base-uri',
  'require-trusted-types-for',
  'trusted-types',
  'other',
] as const
export type PolicyDirective = (typeof POLICY_DIRECTIVES)[number]
