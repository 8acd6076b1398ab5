import { hash } from 'node:crypto'
import { resolve } from 'node:path'
import { loadConfig } from '../src/config/loadConfig.ts'
import type { Archive } from '../src/archive/openArchive.ts'
import { Report } from '../src/model/report.ts'
import { bundleDeriver } from '../src/pipeline/deriveBundle.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'
import { emptyRun } from './archive-finished.ts'
import { renderDocx, renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { root } from './running/nianbao.ts'

export const config = resolve(root, 'config')
const host = 'http://www.gongshu.gov.cn'
const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** What a page or file of a hostile host would like a reader's browser to do. */
export const attack = `"><script>document.title='owned'</script><img src=x onerror="document.title='owned'">`
export const hostilePage = `<!doctype html><title>x</title><base href="http://evil.example/"><meta http-equiv="refresh" content="0;url=http://evil.example/">
<script>document.title='owned'</script><style>@import url(http://evil.example/a.css)</style><form action="http://evil.example/"><button>go</button></form>
<iframe src="http://evil.example/"></iframe><svg onload="document.title='owned'"><script>1</script></svg><a href="javascript:alert(1)">link</a>
<p onclick="alert(1)" style="background:url(http://evil.example/x.png)">正文在此</p><table><tr><td colspan="2">格</td></tr></table>`
export const hostileId = `330105/${attack.slice(0, 40)}/2022`

export const documentOf = (unit: string, year: number, kind: 'docx' | 'html'): Uint8Array => {
  const title = [`杭州市拱墅区${unit}${year}年政府信息公开工作年度报告`] as const
  const spec = inventReport({
    unit,
    division: '杭州市拱墅区',
    year,
    seed: `${unit}${year}`,
    title: [...title],
  })
  return kind === 'docx' ? renderDocx(spec) : renderHtml(spec)
}

export const shortRow = '<html><p>审计局年报</p><table><tr><td>行政规范性文件</td><td>0</td></tr></table>'

/** A report of a table whose row ends early, and with a figure that claims a text which its cell does not have. */
function shortRowReport(sha256: string): Report {
  const cell = (raw: string, column: number) => ({
    ...{ raw, source: `sha256:${sha256}`, table: 1, row: 1, column },
  })
  const metric = 'proactive.normative_documents'
  return Report.parse({
    ...{ ...hostileReport(sha256), id: '330105/审计局/2022', title: '审计局年报', published: null },
    unit: {
      ...{ name: '审计局', as_printed: '审计局', code: '330105/审计局' },
      division: { code: '330105', path: ['浙江省', '杭州市', '拱墅区'] },
    },
    ...{
      sections: [],
      // of a table that this form does not have
      statements: [
        {
          metric: 'statistics.fees.charged.year',
          value: 3,
          text: '全年收取检索费3元。',
          section: 'overview',
        },
      ],
      findings: [],
      editions: [],
      local_rows: [],
      forms: { proactive: '2021' },
    },
    sources: [
      { sha256, role: 'page', media_type: 'text/html', url: `${host}/short`, captured: null, capture: null },
    ],
    figures: { [`${metric}.issued`]: 0, [`${metric}.repealed`]: 7, [`${metric}.in_force`]: null },
    cells: {
      [`${metric}.repealed`]: cell('7', 1),
      [`${metric}.issued`]: cell('0', 2),
      [`${metric}.in_force`]: cell('', 4),
    },
  })
}

/** A report that says what it should not in every place that a document can fill. */
function hostileReport(sha256: string): Report {
  const source = {
    sha256,
    role: 'page' as const,
    media_type: 'text/html',
    url: `javascript:alert(1)//${attack}`,
    captured: '2026-11-21T01:02:03.000Z',
    capture: 1,
  }
  const metric = 'applications.new.total'
  return Report.parse({
    schema: 'nianbao/report@1',
    id: hostileId,
    rules: '1',
    unit: {
      name: attack,
      as_printed: attack,
      code: hostileId.slice(0, -5),
      division: { code: '330105', path: ['浙江省', '杭州市', attack] },
    },
    year: 2022,
    year_from: 'title',
    title: `标题${attack}`,
    published: attack,
    forms: { applications: '2021' },
    sections: [{ key: 'overview', heading: attack, text: `桃花岛${attack}` }],
    figures: { [metric]: 63 },
    cells: {
      [metric]: { raw: attack, source: `sha256:${sha256}`, table: 1, row: 1, column: 1, file: attack },
    },
    local_rows: [
      {
        table: 'applications',
        labels: [attack],
        cells: [
          {
            column: attack,
            evidence: { raw: attack, source: `sha256:${sha256}`, table: 1, row: 2, column: 1 },
          },
        ],
      },
    ],
    statements: [{ metric, value: 63, text: attack, section: 'overview' }],
    findings: [{ code: 'note-in-cell', severity: 'info', metrics: [metric], message: `桃花岛${attack}` }],
    sources: [source],
    editions: [
      {
        first_seen: '2026-11-21T01:02:03.000Z',
        digest: hash('sha256', 'one'),
        changes: [],
        text: [],
        sources: [source],
      },
      {
        first_seen: '2026-11-22T01:02:03.000Z',
        digest: hash('sha256', 'two'),
        changes: [{ metric, before: 62, after: 63 }],
        text: [{ section: 'overview', before: attack, after: `桃花岛${attack}` }],
        sources: [source],
      },
    ],
  })
}

/** Reports as the pipeline makes them: two street offices over some years as docx, a bureau as a page; and a hostile one. */
export async function archiveToExplore(folder: string, kind: 'live' | 'replica' = 'live'): Promise<void> {
  const archive = await openTestArchive(folder, { kind })
  await fill(archive)
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.close()
}

async function fill(archive: Archive): Promise<void> {
  const { knowledge } = await loadConfig(config)
  const derive = bundleDeriver(knowledge)
  const site = await archive.site('zhejiang-gongshu')
  const admit = (unit: string, year: number, type: 'docx' | 'html') =>
    site.admit(
      exchangeOf(`${host}/${encodeURIComponent(unit)}/${year}.${type}`, documentOf(unit, year, type), {
        responseHeaders: { 'content-type': type === 'docx' ? docxType : 'text/html' },
      }),
      factsOf('page', { title: `${unit}${year}年政府信息公开工作年度报告`, date: `${year + 1}-01-13` }),
    )
  for (const year of [2021, 2022, 2023]) await admit('米市巷街道', year, 'docx')
  for (const year of [2022, 2023]) await admit('湖墅街道', year, 'docx')
  await admit('财政局', 2022, 'html')
  for (const key of site.bundleKeys()) {
    const { reports } = derive(await site.bundle(key))
    for (const { id, text } of reports) if (id !== null) await site.writeReportText(id, text)
    site.recordDerived(key, { ids: reports.flatMap(({ id }) => id ?? []), left: [] })
  }
  const hostile = await site.admit(exchangeOf(`${host}/x`, hostilePage), factsOf('page', { title: attack }))
  const short = await site.admit(exchangeOf(`${host}/short`, shortRow), factsOf('page', { title: '审计局' }))
  const handmade = [hostileReport(hostile.sha256), shortRowReport(short.sha256)]
  for (const [at, key] of site.underived().entries()) {
    await site.bundle(key)
    site.recordDerived(key, { ids: [handmade[at]?.id ?? ''], left: [] })
  }
  for (const report of handmade) await site.writeReport(report)
}
