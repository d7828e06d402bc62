/** @module How big a file may be before it is refused: in what is sent, in what it unfolds to, in what one part of it may hold. */

const MB = 1024 * 1024

export const LIMITS = {
  /** A list of 200,000 people with fifteen columns has about 30 MB as CSV and 20 MB as XLSX. */
  fileBytes: 100 * MB,
  /** What the sheet of an XLSX may unfold to, and its texts. */
  sheetBytes: 1024 * MB,
  textBytes: 512 * MB,
  texts: 8_000_000,
  /** Parts that are held whole: the book and its relations. */
  smallPartBytes: 4 * MB,
  parts: 5_000,
  rows: 500_000,
  columns: 256,
  /** Of one cell; the rest of a longer one is left out. */
  cellChars: 2_000,
  /** Of one row in a CSV: a quote that is never closed would take the rest of the file for one cell. */
  recordBytes: 256 * 1024,
} as const
