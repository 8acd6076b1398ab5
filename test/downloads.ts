import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { TableFormat } from '../src/model/exportFormat.ts'
import { metricsOf } from '../src/model/metric.ts'
import type { Report } from '../src/model/report.ts'
import type { Selection } from '../src/model/selection.ts'
import type { YearFinding } from '../src/model/yearFinding.ts'
import { withheldBy } from '../src/model/withholding.ts'
import { publish, type Published } from '../src/publish/publish.ts'
import type { PublishOrder } from '../src/publish/publishOrder.ts'
import type { ExportedReport } from '../src/publish/tables/table.ts'

export const everything: Selection = { site: null, report: null, year: null }
const { knowledge } = await loadConfig('config')
export const { forms } = knowledge
export const metrics = forms.flatMap(metricsOf)
const [first = '', second = ''] = metrics.map(({ id }) => id)

/** A report with a text of every kind that an export might spoil. */
export function oneReport(code: string, year: number, more: Partial<Report> = {}): Report {
  const source = `sha256:${'a'.repeat(64)}`
  return {
    ...{ schema: 'nianbao/report@1', id: `${code}/${year}`, rules: '1' },
    unit: {
      ...{ name: '米市巷街道', as_printed: '=米市巷街道', code },
      division: { code, path: ['浙江省', '杭州市'] },
    },
    ...{ year, year_from: 'title', title: `<b>&"${year}"\r\n年报\u0001_x0041_` },
    published: '2023-01-13',
    forms: { proactive: '2021' },
    sections: [],
    figures: { [first]: 25.1, [second]: null },
    cells: {
      [first]: { raw: '251000元', source, table: 1, row: 2, column: 3 },
      [second]: { raw: '=1+1', source, table: 1, row: 2, column: 4 },
    },
    statements: [{ metric: first, value: 63, text: '+收到,"63"件', section: 'overview' }],
    findings: [{ code: 'sum-mismatch', severity: 'warning', metrics: [first], message: '合计' }],
    sources: [
      {
        ...{ sha256: 'a'.repeat(64), role: 'page', media_type: 'text/html' },
        ...{ url: 'http://www.example.gov.cn/1.html', captured: '2023-01-14T02:03:04.567Z', capture: 1 },
      },
    ],
    editions: [
      {
        ...{ first_seen: '2023-01-14T02:03:04.567Z', digest: 'b'.repeat(64), changes: [] },
        sources: [],
      },
    ],
    ...more,
  }
}

export const sited = (...reports: readonly Report[]): readonly ExportedReport[] =>
  reports.map((report) => ({ site: 'zhejiang-example', report }))

async function* one<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value)
}

interface More extends Partial<PublishOrder> {
  /** In place of `reports`, where they are of several sites. */
  readonly reports?: readonly ExportedReport[]
  readonly across?: readonly YearFinding[]
}

/** Publishes reports of one site as an archive would. */
export const published = (
  format: TableFormat,
  out: string,
  reports: readonly Report[],
  { reports: exported = sited(...reports), across = [], ...more }: More = {},
): Promise<Published> =>
  publish(one(exported), one(across), {
    ...{
      format,
      out,
      selection: everything,
      kind: 'live',
      metrics,
      forms,
      withheld: withheldBy([]),
      readUntil: null,
    },
    ...{ software: 'nianbao/test', now: '2026-11-21T00:00:00.000Z', allowShrink: false },
    ...more,
  })

export const manifestIn = async (folder: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as unknown
