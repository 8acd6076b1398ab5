import { execFileSync, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { Staging } from '../src/publish/staging.ts'
import { columnLetters } from '../src/publish/xlsx/xlsxCell.ts'
import { XlsxSheet } from '../src/publish/xlsx/xlsxSheet.ts'
import { tablesWithCodebook } from '../src/publish/tables/tablesOf.ts'
import { manifestIn, forms, metrics, oneReport, published } from './downloads.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

/** Read by a reader that shares no line with the writer. */
const workbookIn = async (out: string, name = 'nianbao.xlsx') =>
  read(await readFile(join(out, name)), { cellDates: false, cellFormula: true })
type Workbook = Awaited<ReturnType<typeof workbookIn>>
const rowsOf = (workbook: Workbook, sheet: string): readonly (readonly unknown[])[] =>
  utils.sheet_to_json(workbook.Sheets[sheet] ?? {}, { header: 1, raw: true, defval: null })
const cell = (workbook: Workbook, sheet: string, column: string, row = 1): unknown => {
  const rows = rowsOf(workbook, sheet)
  return rows[row]?.[rows[0]?.indexOf(column) ?? -1]
}

describe('the export xlsx', () => {
  test('is one workbook: what it is, a sheet for each table, and the codebook of columns and metrics', async () => {
    const out = await temporaryFolder()
    await published('xlsx', out, [oneReport('330105001', 2022)])
    const workbook = await workbookIn(out)
    const tables = tablesWithCodebook(metrics, forms)
    expect(workbook.SheetNames).toEqual(['about', ...tables.map(({ name }) => name)])
    expect(rowsOf(workbook, 'metrics')).toHaveLength(metrics.length + 1)
    expect(rowsOf(workbook, 'metrics')[1]?.slice(0, 3)).toEqual([
      ...[metrics[0]?.id, metrics[0]?.form, metrics[0]?.table],
    ])
    expect(rowsOf(workbook, 'columns')).toContainEqual([
      ...['figures', 'raw', 'string', 'the cell as printed', tables[1]?.meaning],
    ])
    const about = new Map(rowsOf(workbook, 'about').map(([what, is]) => [what, is]))
    expect(about.get('selected')).toBe('the whole archive')
    expect(about.get('reports')).toBe(1)
    expect(about.get('sheet figures')).toMatch(/^2 rows: /u)
  })

  test('holds numbers as numbers, days and moments as dates, and blank as blank', async () => {
    const out = await temporaryFolder()
    await published('xlsx', out, [oneReport('330105001', 2022)])
    const workbook = await workbookIn(out)
    expect(cell(workbook, 'figures', 'value')).toBe(25.1)
    expect(cell(workbook, 'figures', 'value', 2)).toBe(null)
    expect(cell(workbook, 'reports', 'year')).toBe(2022)
    // 2023-01-13 is day 44939 of Excel; 02:03:04.567 the part of a day behind it
    expect(cell(workbook, 'reports', 'published')).toBe(44_939)
    expect(cell(workbook, 'reports', 'captured')).toBeCloseTo(44_940 + 7_384.567 / 86_400, 8)
    const codes = rowsOf(workbook, 'reports')[1]
    expect(codes?.[2]).toBe('330105001')
  })

  test('never holds a formula, and every character of a text', async () => {
    const out = await temporaryFolder()
    const report = oneReport('330105001', 2022)
    await published('xlsx', out, [report])
    const workbook = await workbookIn(out)
    const formulas = Object.values(workbook.Sheets).flatMap((sheet) => utils.sheet_to_formulae(sheet))
    // text is told as `A1='text`, a formula as `A1=formula`
    expect(formulas.filter((each) => each.includes("'=1+1"))).toHaveLength(1)
    expect(formulas.filter((each) => /^[A-Z]+\d+==/u.test(each))).toEqual([])
    expect(cell(workbook, 'figures', 'raw', 2)).toBe('=1+1')
    expect(cell(workbook, 'reports', 'unit_as_printed')).toBe('=米市巷街道')
    const xml = execFileSync('unzip', ['-p', join(out, 'nianbao.xlsx'), 'xl/worksheets/sheet2.xml'])
    expect(xml.toString()).toContain('&lt;b&gt;&amp;&quot;2022&quot;_x000D_\n年报_x0001__x005F_x0041_')
  })

  test('marks a text that no cell holds where it is cut, on the first sheet and in the manifest', async () => {
    const out = await temporaryFolder()
    const title = '长'.repeat(40_000)
    const { cut } = await published('xlsx', out, [oneReport('330105001', 2022, { title })])
    expect(cut).toEqual([{ table: 'reports', column: 'title', cells: 1 }])
    const workbook = await workbookIn(out)
    const shown = String(cell(workbook, 'reports', 'title'))
    expect(shown).toHaveLength(32_767)
    expect(shown).toMatch(/长… \[cell-cut: 40000 characters, whole in csv\]$/u)
    expect(rowsOf(workbook, 'about').map(([what]) => what)).toContain('cell-cut')
    expect(await manifestIn(out)).toMatchObject({ cut })
  })

  test('holds a number of more digits than Excel keeps as text', async () => {
    const out = await temporaryFolder()
    const report = oneReport('330105001', 2022)
    const [first = ''] = Object.keys(report.figures)
    await published('xlsx', out, [{ ...report, figures: { [first]: 1234567890123457.5 } }])
    expect(cell(await workbookIn(out), 'figures', 'value')).toBe('1234567890123457.5')
  })

  test('refuses a table that no sheet holds, and says what to do', async () => {
    const [figures] = tablesWithCodebook(metrics, forms)
    if (figures === undefined) throw new Error('no table')
    await Staging.use(await temporaryFolder(), async (staging) => {
      const sheet = await XlsxSheet.open(staging, 'sheet.xml', figures)
      await sheet.write([[]])
      await expect(sheet.write(new Array<[]>(1_048_575))).rejects.toMatchObject({
        code: 'sheet-full',
        message: expect.stringMatching(/choose fewer with --region.* or take csv or parquet/u) as string,
      })
      const wide = { ...figures, columns: new Array<(typeof figures.columns)[number]>(16_385) }
      await expect(XlsxSheet.open(staging, 'wide.xml', wide)).rejects.toMatchObject({ code: 'sheet-full' })
    })
  })

  test('gives every sheet a name that Excel takes', () => {
    const names = tablesWithCodebook(metrics, forms).map(({ name }) => name)
    for (const name of [...names, 'about', 'about this REPLICA']) expect(name).toMatch(/^[\w ]{1,31}$/u)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
  })

  test('of a replica says so in its name and on its first sheet', async () => {
    const out = await temporaryFolder()
    const { files } = await published('xlsx', out, [oneReport('330105001', 2022)], { kind: 'replica' })
    expect(files.map(({ name }) => name)).toEqual(['nianbao.replica.xlsx'])
    const workbook = await workbookIn(out, 'nianbao.replica.xlsx')
    expect(workbook.SheetNames[0]).toBe('about this REPLICA')
    expect(rowsOf(workbook, 'about this REPLICA').flat()).toContainEqual(expect.stringContaining('REPLICA'))
  })

  test('opens in LibreOffice as it is', async (context) => {
    if (spawnSync('soffice', ['--version']).status !== 0) return context.skip('no LibreOffice here')
    const out = await temporaryFolder()
    await published('xlsx', out, [oneReport('330105001', 2022)])
    // the second sheet, UTF-8, cells as they are shown
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2'
    const made = spawnSync('soffice', [
      ...['--headless', `-env:UserInstallation=file://${join(out, 'profile')}`],
      ...['--convert-to', filter, '--outdir', out, join(out, 'nianbao.xlsx')],
    ])
    if (!made.stdout.toString().startsWith('convert')) return context.skip('no LibreOffice Calc here')
    const csv = await readFile(join(out, 'nianbao-reports.csv'), 'utf8')
    expect(csv).toContain('=米市巷街道')
    expect(csv).toContain('2023-01-13')
    expect(csv).toContain('2023-01-14 02:03:0')
  })
})
