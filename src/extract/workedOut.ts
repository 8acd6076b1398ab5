import type { Convertible } from './convertible.ts'
import { readZip } from './readers/zip.ts'

/** Fields of Word (ECMA-376 part 1 §17.16.5) that only repeat, number or link what the document says itself. */
const harmless =
  /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|REF|NOTEREF|TOC|TC|XE|INDEX|HYPERLINK|SYMBOL|ADVANCE)\b/u
const fieldPart = /<w:fldChar\s[^>]*>|<w:fldSimple\s[^>]*>|<w:instrText[^>]*>([^<]*)/gu

/**
 * What of a converted file a converter may have worked out anew instead of taking it over, in words; null where there is nothing. LibreOffice
 * 7.4 gives 0 for the saved sum of cells that hold digits as text, and today for the date of a field, in silence (2026-11-21,
 * docs/decisions/0061): what it made of such a file is not what was printed.
 */
export function workedOut(bytes: Uint8Array, into: Convertible['into']): string | null {
  const zip = readZip(bytes)
  const text = (name: string): string => zip.read(name)?.toString('utf8') ?? ''
  if (into === 'docx') return fieldIn(text('word/document.xml'))
  const sheets = zip.entries.filter(({ name }) => /^xl\/worksheets\/[^/]+\.xml$/iu.test(name))
  return sheets.some(({ name }) => /<f[\s/>]/u.test(text(name))) ? 'the result of a formula' : null
}

function fieldIn(xml: string): string | null {
  let isLocked = false
  for (const [part, instruction] of xml.matchAll(fieldPart)) {
    if (instruction === undefined && !part.startsWith('<w:fldSimple')) {
      if (part.includes('"begin"')) isLocked = /w:fldLock="(?:true|1|on)"/u.test(part)
      continue
    }
    const said = instruction ?? /w:instr="([^"]*)"/u.exec(part)?.[1] ?? ''
    if (said.trim() !== '' && !isLocked && !harmless.test(said))
      return `the field ${said.trim().slice(0, 40)}`
  }
  return null
}
