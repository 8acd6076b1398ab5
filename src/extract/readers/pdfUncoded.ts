import type { PdfPage } from '../engines/pdfPage.ts'

/** Of all characters of a page; a report has a few bullets and arrows of a symbol font. */
const mostUncoded = 0.1
/** On fewer characters nothing is built. */
const fewest = 20

/**
 * Whether a page is set in fonts that do not say which characters they draw (no ToUnicode, ISO 32000-1, 9.10): it can be looked at,
 * and its letters cannot be copied. What such fonts do say of the rest of the page is as good as chance.
 */
export function isUncoded({ codes }: PdfPage): boolean {
  const printed = codes.filter((code) => code !== 0x20)
  return printed.length >= fewest && printed.filter(isNoCharacter).length > mostUncoded * printed.length
}

/** The engine's sign for "not known", codes for private use, and control codes other than white space and the engine's hyphen (2). */
const isNoCharacter = (code: number): boolean =>
  code === 0xfffd ||
  (code >= 0xe000 && code <= 0xf8ff) ||
  (code < 0x20 && code !== 2 && code !== 9 && code !== 10 && code !== 13)
