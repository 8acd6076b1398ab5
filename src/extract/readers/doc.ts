import type { Document } from '../../model/document.ts'
import { CompoundFile } from './cfb.ts'
import { readDocBody } from './docBody.ts'
import { openDoc } from './docFib.ts'

/**
 * Reads a Word document of 1997 and later (.doc, .wps; [MS-DOC] in [MS-CFB]): its words in reading order, tables with true
 * spans, automatic numbers, text boxes where they are anchored; results of fields without their instructions, no hidden
 * or deleted text. Headers, footnotes and comments are not part of the words, as in a docx. Why it is our own:
 * docs/decisions/0035-doc.md. Throws `unreadable-file` (encrypted, Word 6 or 95, damaged) or `too-large` (more than
 * 64 columns, 2,000 rows, 256 levels, 128,000 cells, 64 MB of properties). Work is bounded by the length of the file.
 */
export function readDoc(bytes: Uint8Array): Document {
  const blocks = readDocBody(openDoc(new CompoundFile(bytes)))
  return { container: 'doc', charset: 'utf-16le', blocks, metas: {} }
}
