import type { Library } from '../../../model/library.ts'
import { labels } from '../labels.ts'
import type { ListFile } from '../lists/listFile.ts'
import { whyLabels } from './rankingWords.ts'
import { readRanking, type AskedRanking } from './readRanking.ts'

const columns = [
  ...['place', 'unit', 'unit_code', 'year', 'report', 'site', 'value', 'dividend', 'divisor', 'corrected'],
  ...['left_out', 'left_out_zh', 'because_of'],
]

/** A ranking: those with a place, then those without and why. */
export async function rankingList(library: Library, asked: AskedRanking): Promise<ListFile | null> {
  const found = await readRanking(library, asked)
  if (found === null) return null
  const { placed, leftOut } = found.units
  const rows = [
    ...placed.map(({ place, report, value, above, below, used }) => [
      ...[
        place,
        report.name,
        report.id.slice(0, report.id.lastIndexOf('/')),
        asked.year,
        report.id,
        report.site,
      ],
      ...[
        value,
        above,
        below,
        used.flatMap(({ metric, corrected }) => (corrected ? [metric] : [])).join(' '),
      ],
      ...[null, null, null],
    ]),
    ...leftOut.map(({ why, name, unit, report, metrics, below }) => [
      ...[null, name, unit, asked.year, report?.id ?? null, report?.site ?? null],
      ...[null, null, below, null],
      ...[why, labels[whyLabels[why]].zh, metrics.join(' ')],
    ]),
  ]
  return { columns, rows }
}
