/** @module The fonts of what is printed, from the package that brings them. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Fonts } from '../office/cases/print/form.ts'

const PACKAGE = '@embedpdf/fonts-latin'

let read: Fonts | undefined

/** Noto Sans (OFL 1.1); read once. */
export function readFonts(): Fonts {
  const folder = resolve(createRequire(import.meta.url).resolve(PACKAGE), '../../fonts')
  const fontOf = (weight: string) => new Uint8Array(readFileSync(resolve(folder, `NotoSans-${weight}.ttf`)))
  read ??= { regular: fontOf('Regular'), bold: fontOf('Bold') }
  return read
}
