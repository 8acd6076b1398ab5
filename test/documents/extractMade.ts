import { createHash } from 'node:crypto'
import type { Extract } from '../../src/extract/extract.ts'
import type { Report } from '../../src/model/report.ts'
import type { MadeDocument } from './makeDocument.ts'

/** Reads a made document as a lone file of an unknown place; null when it was refused or gave several reports. */
export function extractMade(extract: Extract, made: MadeDocument): Report | null {
  const { reports } = extract({
    originals: [
      {
        bytes: made.bytes,
        sha256: createHash('sha256').update(made.bytes).digest('hex'),
        role: 'file',
        mediaType: made.mediaType,
        // The name is no help: many real ones are called 附件1.docx.
        name: `1.${made.name.split('.').at(-1) ?? ''}`,
        url: null,
        captured: null,
        capture: null,
        parentUrl: null,
        listTitle: null,
        listDate: null,
        column: null,
      },
    ],
    provenance: { siteDivision: null, givenUnit: null, givenYear: null },
  })
  return reports.length === 1 ? (reports[0] ?? null) : null
}
