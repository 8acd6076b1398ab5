import { hash } from 'node:crypto'
import { resolve } from 'node:path'
import { loadConfig } from '../src/config/loadConfig.ts'
import { metricsOf } from '../src/model/metric.ts'
import { Report } from '../src/model/report.ts'
import { openTestArchive } from './archive-open.ts'
import { emptyRun } from './archive-finished.ts'
import { root } from './running/nianbao.ts'

const { knowledge } = await loadConfig(resolve(root, 'config'))

/** What a report of a test is of; every figure of its form is 30 unless told otherwise, `undefined` for a cell that it does not have. */
export interface PlainReport {
  readonly unit: string
  readonly name: string
  readonly year: number
  readonly form: '2019' | '2021'
  readonly figures?: Readonly<Record<string, number | null | undefined>>
  readonly findings?: readonly Report['findings'][number][]
  readonly text?: string
}

export function plainReport({
  unit,
  name,
  year,
  form,
  figures = {},
  findings = [],
  text,
}: PlainReport): Report {
  const metrics = metricsOf(knowledge.forms.find(({ id }) => id === form) ?? { ...noForm, id: form })
  const printed = Object.entries({
    ...Object.fromEntries(metrics.map(({ id }) => [id, 30])),
    ...figures,
  }).filter(([, value]) => value !== undefined)
  const code = unit.split('/')[0] ?? ''
  return Report.parse({
    ...{ schema: 'nianbao/report@1', id: `${unit}/${year}`, rules: '1' },
    unit: {
      name,
      as_printed: name,
      code: unit,
      division: { code, path: ['浙江省', '杭州市', '拱墅区', name] },
    },
    ...{ year, year_from: 'title', title: `${name}${year}年年度报告`, published: `${year + 1}-01-13` },
    forms: { proactive: form, applications: form, review_litigation: form },
    sections: [{ key: 'overview', heading: '一、总体情况', text: text ?? `${year}年，共办理申请。` }],
    figures: Object.fromEntries(printed),
    cells: {},
    statements: [],
    findings,
    sources: [],
    editions: [
      {
        first_seen: '2026-11-21T01:02:03.000Z',
        digest: hash('sha256', `${unit}${year}`),
        changes: [],
        text: [],
      },
    ],
  })
}

const noForm = { source: '', issued: null, tables: [], sums: [] }

/** An archive that holds these reports and nothing they were read from. */
export async function archiveOf(
  folder: string,
  reports: readonly Report[],
  site = 'zhejiang-gongshu',
): Promise<void> {
  const archive = await openTestArchive(folder, { kind: 'live' })
  const writer = await archive.site(site)
  for (const report of reports) await writer.writeReport(report)
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.close()
}
