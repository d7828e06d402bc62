/** @module Addresses a page loads by itself: by a mark in them they keep nobody logged in. */

const MARK = 'lagi'

/** Path and query of the same page, marked. */
export function quietPath(url: string): string {
  const { pathname, searchParams } = new URL(url)
  searchParams.set(MARK, '1')
  return `${pathname}?${searchParams}`
}

export function isQuietPath(url: string): boolean {
  return new URL(url).searchParams.has(MARK)
}
