import type { Finding } from '../model/finding.ts'
import { namesOtherUnit } from '../model/otherUnit.ts'
import type { Report } from '../model/report.ts'
import type { PlacedImprint } from './figures/imprints.ts'

/**
 * The figures whose table, header or label prints another year than the report's, or another body (残留; docs/decisions/0052): as
 * printed, and marked, one finding for each such year or body. None while the report's own year or unit is not known.
 */
export function imprintFindings(
  imprints: readonly PlacedImprint[],
  { year, unit, title }: Pick<Report, 'year' | 'unit' | 'title'>,
): readonly Finding[] {
  const ofYear = imprints.filter(({ years }) => year !== null && years.length > 0 && !years.includes(year))
  const ofUnit = imprints.filter(({ body }) => body !== null && isOther(body, unit, title))
  return [
    ...[...Map.groupBy(ofYear, ({ years }) => years.join())].map(([, same]) =>
      findingOf('leftover-year', `report is for ${String(year)}`, `而报告年份为${String(year)}年`, same),
    ),
    ...[...Map.groupBy(ofUnit, ({ body }) => body)].map(([, same]) =>
      findingOf(
        'leftover-unit',
        `report is that of ${unit.as_printed}`,
        `而报告单位为${unit.as_printed}`,
        same,
      ),
    ),
  ]
}

const isOther = (body: string, unit: Report['unit'], title: string): boolean =>
  unit.code !== null && unit.division !== null && namesOtherUnit(body, unit, title)

function findingOf(
  code: 'leftover-year' | 'leftover-unit',
  own: string,
  ownChinese: string,
  imprints: readonly PlacedImprint[],
): Finding {
  const texts = [...new Set(imprints.map(({ text }) => text.replace(/\s+/gu, '')))]
  const quoted = `“${(texts[0] ?? '').slice(0, 60)}”`
  const more = texts.length > 1 ? ` (and ${texts.length - 1} like it)` : ''
  return {
    code,
    severity: 'warning',
    metrics: [...new Set(imprints.flatMap(({ metrics }) => metrics))].sort(),
    message:
      `a table prints ${quoted}${more}, but the ${own}: its figures may be left over from another report. ` +
      `表中印有${quoted}，${ownChinese}，所列数字可能沿用了其他报告。`,
  }
}
