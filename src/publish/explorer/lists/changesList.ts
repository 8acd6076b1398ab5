import type { Change } from '../../../model/history.ts'
import type { Library } from '../../../model/library.ts'
import type { Value } from '../../tables/table.ts'
import { mostRows, type ListFile } from './listFile.ts'

/** Every change, newest first, one a row. Null for more than a file takes. */
export async function changesList(library: Library): Promise<ListFile | null> {
  const changes = await library.changes()
  if (changes.length > mostRows) return null
  return {
    columns: [
      ...['time', 'kind', 'report', 'unit', 'year', 'site', 'edition', 'figures', 'paragraphs'],
      ...['url', 'from_url', 'last_seen'],
    ],
    rows: changes.map((change) => [
      ...[change.time, change.kind, change.id, change.unit, change.year, change.site],
      ...detailsOf(change),
    ]),
  }
}

function detailsOf(change: Change): readonly Value[] {
  switch (change.kind) {
    case 'replaced': {
      const figures = change.changes.map(
        ({ metric, before, after }) => `${metric}: ${printed(before)} → ${printed(after)}`,
      )
      return [change.edition, figures.join('; '), change.text.length, change.url, null, null]
    }
    case 'moved':
      return [null, null, null, change.to, change.from, change.last_seen]
    case 'disappeared':
    case 'locked':
      return [null, null, null, change.url, null, change.last_seen]
    case 'found':
    case 'returned':
      return [null, null, null, change.url, null, null]
  }
}

const printed = (value: number | null | undefined): string =>
  value === undefined ? 'absent' : value === null ? 'blank' : String(value)
