import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { nianbao } from './running/nianbao.ts'
import { archiveForExport } from './exports-archive.ts'
import { everything, manifestIn, oneReport, published } from './downloads.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

/** What of a descriptor the checks below read; the whole of it is tested against the schema of the standard. */
const Field = z.looseObject({ name: z.string(), type: z.string(), format: z.string().optional() })
const Descriptor = z.looseObject({
  name: z.string(),
  sources: z.array(z.object({ title: z.string(), path: z.string() })).optional(),
  licenses: z.unknown().optional(),
  resources: z.array(
    z.looseObject({
      ...{ name: z.string(), path: z.string(), bytes: z.int(), rows: z.int(), hash: z.string() },
      schema: z.looseObject({
        fields: z.array(Field),
        primaryKey: z.array(z.string()).optional(),
        foreignKeys: z
          .array(
            z.object({
              fields: z.array(z.string()),
              reference: z.object({ resource: z.string(), fields: z.array(z.string()) }),
            }),
          )
          .optional(),
      }),
    }),
  ),
})

/** The rows of a csv (RFC 4180), by a reader of our own. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

const forms: Readonly<Record<string, RegExp>> = {
  string: /^/u,
  integer: /^-?\d+$/u,
  number: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/u,
  boolean: /^(true|false)$/u,
  date: /^\d{4}-\d{2}-\d{2}$/u,
  datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/u,
}

/** Tests a package as a stranger's tool would: bytes, hashes, header, every cell against its type, every key. */
async function checkPackage(folder: string): Promise<z.infer<typeof Descriptor>> {
  const text = await readFile(join(folder, 'datapackage.json'), 'utf8')
  const schema = await readFile(
    join(import.meta.dirname, 'fixtures/datapackage/tabular-data-package.json'),
    'utf8',
  )
  // Of draft 4, which ajv does not name; nothing in it differs from what ajv speaks.
  const standard = z.looseObject({}).parse(JSON.parse(schema))
  delete standard['$schema']
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(standard)
  validate(JSON.parse(text))
  expect(validate.errors).toBe(null)
  const descriptor = Descriptor.parse(JSON.parse(text))
  const keys = new Map<string, ReadonlySet<string>>()
  for (const { name, path, bytes, rows, hash: digest, schema: table } of descriptor.resources) {
    const file = await readFile(join(folder, path))
    expect([file.length, `sha256:${hash('sha256', file)}`], name).toEqual([bytes, digest])
    const [head = [], ...cells] = parseCsv(file.toString())
    expect([head, cells.length], name).toEqual([table.fields.map((field) => field.name), rows])
    const keyOf = (row: readonly string[], fields: readonly string[]): string =>
      JSON.stringify(fields.map((field) => row[head.indexOf(field)]))
    for (const row of cells)
      for (const [at, field] of table.fields.entries())
        if (row[at] !== '') expect(row[at], `${name}.${field.name}`).toMatch(forms[field.type] ?? /^never$/u)
    if (table.primaryKey !== undefined) {
      const { primaryKey } = table
      keys.set(name, new Set(cells.map((row) => keyOf(row, primaryKey))))
      expect(keys.get(name)?.size, `primary key of ${name}`).toBe(rows)
    }
    for (const { fields, reference } of table.foreignKeys ?? [])
      for (const row of cells) expect([...(keys.get(reference.resource) ?? [])]).toContain(keyOf(row, fields))
  }
  return descriptor
}

test('a data package is valid by the schema of the standard, and every cell of it is of its type', async () => {
  const out = await temporaryFolder()
  const withChange = oneReport('330105/财政局', 2021, {
    editions: [
      { first_seen: '2023-01-14T02:03:04.567Z', digest: 'b'.repeat(64), changes: [] },
      {
        ...{ first_seen: '2023-02-14T02:03:04.567Z', digest: 'c'.repeat(64) },
        changes: [{ metric: 'applications.new.total', before: 1.5, after: null }],
      },
    ],
  })
  await published('datapackage', out, [oneReport('330105001', 2022), withChange])
  const { name, sources, licenses } = await checkPackage(join(out, 'nianbao-datapackage'))
  expect(name).toBe('nianbao-datapackage')
  expect(sources).toEqual([{ title: 'http://www.example.gov.cn', path: 'http://www.example.gov.cn' }])
  expect(licenses).toBe(undefined)
  expect(await manifestIn(join(out, 'nianbao-datapackage'))).toMatchObject({ format: 'datapackage' })
})

test('a data package has true keys where two sites have the same report', async () => {
  const out = await temporaryFolder()
  const report = oneReport('330105001', 2022)
  await published('datapackage', out, [], {
    ...{ selection: everything },
    reports: [
      { site: 'zhejiang-example', report },
      { site: 'zhejiang-other', report },
    ],
  })
  const { resources } = await checkPackage(join(out, 'nianbao-datapackage'))
  expect(resources.find(({ name }) => name === 'reports')?.rows).toBe(2)
})

test('a data package of a replica says so in the names of folder and files', async () => {
  const out = await temporaryFolder()
  const archive = await archiveForExport('replica')
  expect((await nianbao('export', 'datapackage', '--archive', archive, '--out', out)).code).toBe(0)
  const { resources } = await checkPackage(join(out, 'nianbao.replica-datapackage'))
  for (const { path } of resources) expect(path).toMatch(/\.replica\.csv$/u)
})
