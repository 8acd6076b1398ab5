import { selectionWords } from '../model/selection.ts'
import { archivalId, archiveId } from './archivalId.ts'
import { kindSentence, refusedSentence, withheldSentence } from './archivalNames.ts'
import type { Holdings } from './holdings.ts'
import { warcDate } from './warcDate.ts'
import { fieldsBlock } from './warcFields.ts'
import type { WarcRecord } from './warcRecord.ts'

/** The record that begins a WARC file: software, archive, live or replica, selection. `date`: of the first capture in it. */
export function warcInfo(
  holdings: Holdings,
  file: { name: string; site: string; date: string; software: string },
): WarcRecord {
  const { kind, began, selection, withheld } = holdings
  const block = fieldsBlock([
    ['software', file.software],
    ['format', 'WARC File Format 1.1'],
    ['conformsTo', 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/'],
    ['robots', 'classic'],
    ['isPartOf', archiveId(began)],
    ['description', [kindSentence(kind), refusedSentence, withheldSentence(withheld)].join(' ').trimEnd()],
    ['nianbao-archive', archiveId(began)],
    ['nianbao-archive-kind', kind],
    ['nianbao-site', file.site],
    ['nianbao-selection', selectionWords(selection)],
  ])
  return {
    type: 'warcinfo',
    id: archivalId(archiveId(began), file.name, file.date, block.toString()),
    date: warcDate(file.date),
    target: null,
    contentType: 'application/warc-fields',
    block,
    payload: null,
    fields: { 'WARC-Filename': file.name },
    index: null,
  }
}
