import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { oneReport, published } from './downloads.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const Rows = z.array(z.record(z.string(), z.union([z.string(), z.number()])))

test('the export csv opens in LibreOffice as UTF-8: Chinese words, numbers that add up, and no formula', async (context) => {
  if (spawnSync('soffice', ['--version']).status !== 0) return context.skip('no LibreOffice here')
  const out = await temporaryFolder()
  const report = oneReport('330105001', 2022)
  await published('csv', out, [report])
  const opened = async (table: string) => {
    const made = spawnSync('soffice', [
      ...['--headless', `-env:UserInstallation=file://${join(out, 'profile')}`],
      // without its dialog LibreOffice takes the encoding of the machine and not that of the byte order mark
      '--infilter=Text - txt - csv (StarCalc):44,34,UTF8,1',
      ...['--convert-to', 'xlsx', '--outdir', out, join(out, `${table}.csv`)],
    ])
    if (!made.stdout.toString().startsWith('convert')) return null
    const { Sheets, SheetNames } = read(await readFile(join(out, `${table}.xlsx`)), { cellFormula: true })
    const sheet = Sheets[SheetNames[0] ?? ''] ?? {}
    return { rows: Rows.parse(utils.sheet_to_json(sheet)), formulas: utils.sheet_to_formulae(sheet) }
  }
  const [reports, figures] = [await opened('reports'), await opened('figures')]
  if (reports === null || figures === null) return context.skip('no LibreOffice Calc here')
  expect(reports.rows.map((row) => [row['unit_as_printed'], row['year']])).toEqual([["'=米市巷街道", 2022]])
  expect(figures.rows.map(({ metric, value }) => [metric, value ?? null]).sort()).toEqual(
    Object.entries(report.figures).sort(),
  )
  // sheet_to_formulae writes a text with an apostrophe before it; a formula has a letter or digit
  const run = [...reports.formulas, ...figures.formulas].filter((each) => /^[A-Z]+\d+=[A-Z(]/u.test(each))
  expect(run).toEqual([])
})
