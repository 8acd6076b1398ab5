import type { Document } from '../../model/document.ts'
import { readBody } from './docxBody.ts'
import { namesWhite } from './docxColour.ts'
import { DocxNumbering } from './docxNumbering.ts'
import { readLists, readStyleNumbering, type StyleNumbering } from './docxNumberingParts.ts'
import { readMainPart, readRelatedPart, relationships, type XmlPart } from './docxPackage.ts'
import { readRunLooks } from './docxStyles.ts'
import { readZip } from './zip.ts'

/**
 * Reads a Word document (.docx, ECMA-376): its words in reading order, tables with true spans. Headers, footers,
 * footnotes and comments are not part of the words. Why it is our own: docs/decisions/0003-docx.md.
 * The bytes of the file in; paragraphs and tables out, no metas. What its author hid is left out, digits that are struck, raised,
 * white or turned round are in doubt (decision 0054).
 * Throws `empty-file`, `unreadable-file` (damaged, encrypted, of another kind, with words in another file) or `too-large`, by bounds of
 * our own, beyond every report: 64 columns and 2,000 rows of a table, 128,000 cells, 256 levels of XML; a part of 64 MB, or unpacked
 * to more than 200 times its size (zip.ts).
 */
export function readDocx(bytes: Uint8Array): Document {
  const zip = readZip(bytes)
  const main = readMainPart(zip)
  const related = relationships(zip, main.name)
  const numbers = readRelatedPart(zip, related, 'numbering')
  const styled = namesStyle(main.bytes)
  const styles = numbers === null && !styled ? null : readRelatedPart(zip, related, 'styles')
  const styleNumbering = styles === null ? new Map<string, StyleNumbering>() : readStyleNumbering(styles)
  const numbering = numbers === null ? null : new DocxNumbering(readLists(numbers), styleNumbering)
  const looks = styled && styles !== null && tellsLooks(styles) ? readRunLooks(styles) : undefined
  const blocks = readBody(main, numbering, looks)
  return { container: 'docx', charset: main.charset, blocks, metas: {} }
}

/** Whether `rStyle` or `pStyle` stands anywhere in it; nearly always at its beginning, where anything does. */
function namesStyle(xml: Buffer): boolean {
  for (let at = xml.indexOf('Style'); at >= 0; at = xml.indexOf('Style', at + 1)) {
    if (/^[pr]Style\b/u.test(xml.toString('latin1', Math.max(0, at - 1), Math.min(at + 6, xml.length))))
      return true
  }
  return false
}

/** Most style sheets say nothing of what is hidden, struck, raised or white, and need not be walked. */
function tellsLooks({ bytes }: XmlPart): boolean {
  const markup = bytes.toString('latin1')
  return /:(?:vanish|d?strike|vertAlign|position)\b/u.test(markup) || namesWhite(markup)
}
