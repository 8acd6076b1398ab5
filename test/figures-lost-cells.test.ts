import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { captionedTables } from '../src/extract/figures/captionedTables.ts'
import { prepareForms } from '../src/extract/figures/prepareForms.ts'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import { containers } from './documents/container.ts'
import { mapRows, metricsIn } from './documents/edit.ts'
import { judge } from './documents/judge.ts'
import { makeDocument } from './documents/makeDocument.ts'
import { oddity } from './documents/oddity.ts'
import { madeReader } from './documents/readMade.ts'
import { docxOf, p } from './docxMade.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const prepared = prepareForms(knowledge.forms, knowledge.labels)
const read = madeReader(knowledge)

const without = (metric: string) =>
  oddity('without', (draft) =>
    mapRows(draft, null, (own) => [
      metricsIn([own]).length > 1
        ? { ...own, cells: own.cells.filter((cell) => cell.metric !== metric) }
        : own,
    ]),
  )

/** Rows with figures that are few and alike, as most are, and one with all of them different. */
const rows = [
  'proactive.rules.',
  'proactive.licensing.',
  'applications.new.',
  'applications.granted.',
  'review.',
  'litigation_after_review.',
]

/** In a sheet no cell can be lost: each has its address, and what stands under a column is printed there. */
const losingCells = containers.filter((container) => container !== 'xlsx' && container !== 'xls')

describe.each(losingCells)('%s', (container) => {
  test.each([1, 2, 3])(
    'a row that lost any one of its cells gives no wrong figure without a word (seed %i)',
    (seed) => {
      const report = {
        unit: '湖墅街道',
        division: '杭州市拱墅区',
        year: 2020,
        seed,
        scale: 30,
        sparsity: 0.6,
      }
      const { truth } = makeDocument(inventReport(report), container)
      const lost = Object.keys(truth.figures).filter((metric) => rows.some((row) => metric.startsWith(row)))
      expect(lost.length).toBeGreaterThan(25)
      for (const metric of lost) {
        const made = makeDocument(inventReport({ ...report, oddities: [without(metric)] }), container)
        const figures = { ...truth.figures, [metric]: null }
        expect(judge(read(made), { ...truth, figures }).silent, `without ${metric}`).toEqual([])
      }
    },
  )
})

describe('a Word row that says where its grid begins and ends', () => {
  const cell = (text: string): string => `<w:tc><w:tcPr><w:tcW w:w="900"/></w:tcPr>${p(text)}</w:tc>`
  const row = (cells: readonly string[], properties = ''): string =>
    `<w:tr>${properties === '' ? '' : `<w:trPr>${properties}</w:trPr>`}${cells.map(cell).join('')}</w:tr>`
  const issued = 'proactive.rules.issued'
  const silent = async (cut: string): Promise<readonly string[]> => {
    const columns = '<w:gridCol w:w="900"/>'.repeat(4)
    const body = `<w:tbl><w:tblGrid>${columns}</w:tblGrid>${row(['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'])}${cut}</w:tbl>`
    const outcome = readDocument(await docxOf(body), { name: 'a.docx', mediaType: null })
    if (outcome.kind === 'refused') throw new Error(outcome.message)
    const { figures, findings } = readFigures(captionedTables(outcome.document.blocks), prepared)
    const named = findings.flatMap(({ severity, metrics }) => (severity === 'info' ? [] : metrics))
    const printed = { [issued]: 7, 'proactive.rules.repealed': 2, 'proactive.rules.in_force': 9 }
    return Object.entries(printed).flatMap(([metric, value]) =>
      figures[metric] === value || named.includes(metric) ? [] : [metric],
    )
  }

  test.each([
    ['w:gridBefore, its label kept', row(['规章', '2', '9'], '<w:gridBefore w:val="1"/>')],
    ['w:gridAfter', row(['规章', '7', '2'], '<w:gridAfter w:val="1"/>')],
    ['neither', row(['规章', '7', '9'])],
    ['w:gridAfter, and it is the middle one', row(['规章', '7', '9'], '<w:gridAfter w:val="1"/>')],
  ])('names what it lost: %s', async (_name, cut) => {
    expect(await silent(cut)).toEqual([])
  })
})
