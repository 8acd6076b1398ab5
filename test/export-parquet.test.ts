import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { parquetValue } from '../src/publish/parquetColumn.ts'
import { parquetFiles } from '../src/publish/parquetFiles.ts'
import { Staging } from '../src/publish/staging.ts'
import { tableExport } from '../src/publish/tableExport.ts'
import { column } from '../src/publish/tables/table.ts'
import { tablesWithCodebook } from '../src/publish/tables/tablesOf.ts'
import { forms, metrics, oneReport, published, sited } from './downloads.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

/** Read by the library that reads: it shares no line with the one that writes. */
const bytesOf = async (path: string): Promise<ArrayBuffer> => new Uint8Array(await readFile(path)).buffer

test('the export parquet holds every row of every table, numbers, days and moments as such, blanks as nulls', async () => {
  const out = await temporaryFolder()
  const report = oneReport('330105001', 2022)
  const { tables } = await published('parquet', out, [report])
  expect(tables.map(({ name }) => name)).toEqual(tablesWithCodebook(metrics, forms).map(({ name }) => name))
  for (const { name, rows } of tables)
    expect(parquetMetadata(await bytesOf(join(out, `${name}.parquet`))).num_rows, name).toBe(BigInt(rows))
  const rowsOf = async (name: string) =>
    parquetReadObjects({ file: await bytesOf(join(out, `${name}.parquet`)) })
  const [printed, blank] = await rowsOf('figures')
  expect(printed).toMatchObject({ id: '330105001/2022', year: 2022, value: 25.1, raw: '251000元', row: 2 })
  expect(blank).toMatchObject({ value: null, raw: '=1+1' })
  const [wide] = await rowsOf('reports')
  expect(wide).toMatchObject({
    title: report.title,
    published: new Date('2023-01-13'),
    captured: new Date('2023-01-14T02:03:04.567Z'),
    findings_in_doubt: 1,
  })
  expect((await rowsOf('metrics'))[0]).toMatchObject({ signed: expect.any(Boolean) as boolean })
})

test('a parquet file says what it is: kind, selection, what a row and each column mean', async () => {
  const out = await temporaryFolder()
  await published('parquet', out, [oneReport('330105001', 2022)], { kind: 'replica' })
  const { key_value_metadata, created_by } = parquetMetadata(
    await bytesOf(join(out, 'figures.replica.parquet')),
  )
  const facts = new Map(key_value_metadata?.map(({ key, value }) => [key, value]))
  expect(created_by).toBe('nianbao/test')
  expect(facts.get('nianbao.kind')).toBe('replica')
  expect(facts.get('nianbao.selection')).toBe('the whole archive')
  expect(facts.get('nianbao.table')).toContain('one row a figure')
  expect(JSON.parse(facts.get('nianbao.columns') ?? '')).toMatchObject({ raw: 'the cell as printed' })
})

test('a parquet file is written group by group, and nothing is lost between them', async () => {
  const out = await temporaryFolder()
  const reports = Array.from({ length: 7 }, (_, at) => oneReport('330105001', 2010 + at))
  await Staging.use(out, async (staging) => {
    const tables = tablesWithCodebook([], [])
    const fileName = (name: string): string => name
    const made = await tableExport(
      await parquetFiles({ ...{ staging, tables, fileName, facts: {}, software: 'x' }, rowsOfGroup: 4 }),
    )
    for (const each of sited(...reports)) await made.report(each)
    await made.finish()
    const file = await bytesOf(staging.path('figures'))
    expect(parquetMetadata(file).row_groups.length).toBe(4)
    const rows = await parquetReadObjects({ file })
    expect(rows.map(({ id }) => String(id))).toEqual(reports.flatMap(({ id }) => [id, id]))
  })
})

test('a value that is not of the type of its column is a defect, never a blank', () => {
  for (const [type, value] of [
    ['integer', 1.5],
    ['integer', 2 ** 31],
    ['number', '1'],
    ['string', true],
    ['date', '2023-02-31'],
    ['datetime', 'yesterday'],
  ] as const)
    expect(() => parquetValue(value, column('c', type, '')), type).toThrow('column c')
})
