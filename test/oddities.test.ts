import { readFile } from 'node:fs/promises'
import { load } from 'cheerio'
import mammoth from 'mammoth'
import { describe, expect, test } from 'vitest'
import { type Container, containers, flattened } from './documents/container.ts'
import { chromes } from './documents/htmlChrome.ts'
import { applicants, applicationRows, metricsOf, reviewGroups } from './documents/layout.ts'
import { type Figures, makeFigures } from './documents/makeFigures.ts'
import { makeDocument, renderDocx, renderHtml, renderText } from './documents/makeDocument.ts'
import { oddities, oddityNamed } from './documents/oddities.ts'
import type { ReportSpec } from './documents/spec.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { seedReports } from './fixtures/seeds.ts'
import { everyday } from './running/everyday.ts'

const forms = [
  { proactive: '2021', applications: '2021' },
  { proactive: '2019', applications: '2019' },
  { proactive: '2021', applications: '2019' },
] as const

const report = (over: Partial<Parameters<typeof inventReport>[0]> = {}): ReportSpec =>
  inventReport({
    unit: '湖墅街道',
    division: '杭州市拱墅区',
    year: 2022,
    seed: 7,
    scale: 30,
    sparsity: 0.5,
    ...over,
  })

/** The texts of all cells of a page, table by table, row by row. */
function cellsOf(html: string): readonly (readonly string[])[] {
  const $ = load(html)
  return $('tr')
    .toArray()
    .map((row) =>
      $(row)
        .children('td,th')
        .toArray()
        .map((cell) => $(cell).text().trim()),
    )
}

/** The same with spans: what a table looks like. */
function gridOf(html: string): readonly (readonly string[])[] {
  const $ = load(html)
  return $('tr')
    .toArray()
    .map((row) =>
      $(row)
        .children('td,th')
        .toArray()
        .map((cell) => {
          const { colspan = '1', rowspan = '1' } = cell.attribs
          return `${$(cell).text().replaceAll(/\s/gu, '')} ${colspan}x${rowspan}`
        }),
    )
}

/** Rows that print figures: digits, at least one, from the first digit cell on. */
const figureRows = (rows: readonly (readonly string[])[]): readonly (readonly number[])[] =>
  rows
    .map((row) => row.filter((text) => /^\d+(\.\d+)?$/u.test(text)).map(Number))
    .filter((row) => row.length > 0)

/** The figures of the truth in the order in which the form prints its rows. */
const printed = (spec: ReportSpec): readonly number[] =>
  metricsOf(spec.forms).flatMap((metric) => spec.figures[metric] ?? [])

describe('made figures', () => {
  const number = (figures: Figures, metric: string): number => figures[metric] ?? Number.NaN
  const rows = applicationRows('2021').map(({ id }) => id)
  const results = rows.filter((id) => !['new', 'carried_over', 'total', 'carried_forward'].includes(id))

  test.each([1, 2, 3])('hold every sum of the form (seed %i)', (seed) => {
    const figures = makeFigures(seed, { forms: forms[0], scale: 900, sparsity: 0.4 })
    for (const [kind] of applicants) {
      const of = (id: string): number => number(figures, `applications.${id}.${kind}`)
      expect(of('total')).toBe(results.reduce((sum, id) => sum + of(id), 0))
      expect(of('new') + of('carried_over')).toBe(of('total') + of('carried_forward'))
    }
    for (const id of rows) {
      const parts = applicants.slice(0, 6).map(([kind]) => number(figures, `applications.${id}.${kind}`))
      expect(number(figures, `applications.${id}.total`)).toBe(parts.reduce((a, b) => a + b, 0))
    }
    for (const group of reviewGroups) {
      const parts = ['upheld', 'corrected', 'other', 'pending'].map((part) =>
        number(figures, `${group}.${part}`),
      )
      expect(number(figures, `${group}.total`)).toBe(parts.reduce((a, b) => a + b, 0))
    }
    expect(Math.min(...Object.values(figures).map((value) => value ?? 0))).toBe(0)
  })

  test('have the ids of the dictionary, in its order', async () => {
    const rows = (await readFile('config/forms/metrics.csv', 'utf8')).trim().split('\n').slice(1)
    for (const form of ['2019', '2021'] as const) {
      const known = rows.map((row) => row.split(',')).flatMap(([id, of]) => (of === form ? [id] : []))
      expect(metricsOf({ proactive: form, applications: form })).toEqual(known)
    }
  })
})

describe('made documents', () => {
  test.each(containers)('%s: the same spec gives the same bytes', (container) => {
    expect(makeDocument(report(), container).bytes).toEqual(makeDocument(report(), container).bytes)
  })

  test.each(forms)(
    'mammoth, which we did not write, finds the figures of table $proactive+$applications in the Word file',
    async (form) => {
      const spec = report({ forms: form })
      for (const wrapped of [false, true]) {
        const buffer = Buffer.from(renderDocx(spec, { realistic: true, wrapped }))
        const { value } = await mammoth.convertToHtml({ buffer })
        expect(figureRows(cellsOf(value)).flat()).toEqual(printed(spec))
      }
    },
  )

  test.each(forms)(
    'page and Word file of $proactive+$applications have the same cells and spans, as mammoth sees the latter',
    async (form) => {
      const spec = report({ forms: form })
      const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(renderDocx(spec)) })
      expect(gridOf(value)).toEqual(gridOf(Buffer.from(renderHtml(spec)).toString()))
    },
  )

  test.each(forms)(
    'cheerio finds the figures of $proactive+$applications in the page, whatever stands around it',
    (form) => {
      const spec = report({ forms: form })
      for (const chrome of chromes) {
        const style = { chrome, wordPaste: chrome === 'trs', careless: chrome === 'vsb' }
        const html = Buffer.from(renderHtml(spec, style)).toString()
        expect(figureRows(cellsOf(html)).flat()).toEqual(printed(spec))
      }
    },
  )

  test('a page in GB18030 decodes to the page in UTF-8, but for the charset that it claims', () => {
    const utf8 = Buffer.from(renderHtml(report())).toString()
    const decoded = new TextDecoder('gb18030').decode(renderHtml(report(), { charset: 'gb18030' }))
    expect(decoded).toBe(utf8.replace('charset="utf-8"', 'charset="gb2312"'))
    expect(() =>
      new TextDecoder('utf-8', { fatal: true }).decode(renderHtml(report(), { charset: 'gb18030' })),
    ).toThrow()
  })

  test('tab-indented text has a line per cell, an empty line per row, and a tab before each cell', () => {
    const text = Buffer.from(renderText(report(), { style: 'tab-indented' })).toString()
    expect(text).toContain(
      '\t第二十条第（一）项\n\n\t信息内容\n\t本年制发件数\n\t本年废止件数\n\t现行有效件数\n\n\t规章\n\t',
    )
    expect(text).toContain(
      '\n\t\n\t\n\t商业\n企业\n\t科研\n机构\n\t社会公益组织\n\t法律服务机构\n\t其他\n\t\n\n\t一、',
    )
  })

  test('a realistic Word file is as large as a filled one from Word', () => {
    const { length } = renderDocx(report())
    expect(length).toBeGreaterThan(10_000)
    expect(length).toBeLessThan(30_000)
  })
})

describe('oddities', () => {
  const years = [
    { year: 2020, forms: forms[1] },
    { year: 2023, forms: forms[0] },
  ]
  const shapes = years.flatMap(({ year, forms: form }) =>
    containers.map((container) => ({ year, forms: form, container })),
  )
  const made = (name: string | null, shape: (typeof shapes)[number], seed = 7) =>
    makeDocument(
      report({ ...shape, seed, oddities: name === null ? [] : [oddityNamed(name)] }),
      shape.container,
    )

  test.each([...oddities.keys()])('%s changes a document somewhere, else it would test nothing', (name) => {
    expect(
      shapes.some((shape) => !Buffer.from(made(name, shape).bytes).equals(made(null, shape).bytes)),
    ).toBe(true)
  })

  test.each([...oddities.keys()])(
    '%s leaves a truth whose metrics are of the form, and in doubt only what is printed',
    (name) => {
      for (const shape of everyday(shapes, 2)) {
        const { truth } = made(name, shape)
        expect(metricsOf(shape.forms)).toEqual(expect.arrayContaining(Object.keys(truth.figures)))
        for (const metric of [...truth.uncertain, ...truth.broken])
          expect(truth.figures).toHaveProperty([metric])
      }
    },
  )

  test('a contradiction names the figures that it breaks, and they are printed as the truth has them', () => {
    for (const name of [
      'wrong-row-total',
      'wrong-column-total',
      'wrong-carry-forward',
      'zero-review-total',
    ]) {
      const odd = made(name, { ...years[1], container: 'html' } as (typeof shapes)[number])
      const plain = made(null, { ...years[1], container: 'html' } as (typeof shapes)[number])
      expect(odd.truth.broken.length, name).toBeGreaterThan(0)
      expect(odd.truth.figures, name).not.toEqual(plain.truth.figures)
    }
  })

  test('a blank in flattened text puts its row in doubt, elsewhere it does not', () => {
    const doubt = (container: Container): boolean =>
      made('empty-cells', { year: 2023, forms: forms[0], container }).truth.uncertain.length > 0
    expect(containers.filter(doubt)).toEqual(flattened)
  })

  test('an unknown name is an error that lists the known ones', () => {
    expect(() => oddityNamed('no-such')).toThrow(/cut-by-page/u)
  })
})

describe('the five seed reports', () => {
  test.each(seedReports())('$unit $year renders in every container', (spec) => {
    for (const container of containers) {
      const { truth, bytes } = makeDocument(spec, container)
      expect(bytes.length).toBeGreaterThan(2000)
      expect(Object.keys(truth.figures)).toEqual(metricsOf(spec.forms))
    }
  })

  test('米市巷街道 lost the last cell of 行政规范性文件, as it was published', () => {
    const [first] = seedReports()
    if (first === undefined) throw new Error('no seed report')
    const { truth, bytes } = makeDocument(first, 'text-tab-indented')
    expect(truth.figures['proactive.normative_documents.in_force']).toBeNull()
    expect(Buffer.from(bytes).toString()).toContain('\t行政规范性文件\n\t0\n\t0\n \t第二十条第（五）项\n')
  })
})
