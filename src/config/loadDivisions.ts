import { hash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Divisions } from '../model/divisions.ts'
import type { DivisionRow } from '../model/divisions.ts'
import { makeDivisions } from '../model/makeDivisions.ts'
import { badDivisionLine, readDivisionBytes, readDivisionJson, readDivisionText } from './divisionFile.ts'
import { joinedRows, readDivisionRows, readDivisionSpans } from './divisionRows.ts'

const Table = {
  file: z.string().regex(/^[\w.-]+\.tsv$/u),
  rows: z.int().positive(),
  /** Of the file as it was taken and checked. */
  sha256: z.string(),
}
const Header = z.object({ ...Table, asOf: z.iso.date() })
const History = z.object({
  ...Table,
  /** Oldest first; the last is that of register.json. */
  editions: z.array(z.object({ year: z.int(), asOf: z.iso.date() })).min(1),
})
const Alias = z.strictObject({
  alias: z.string().min(2),
  code: z.string(),
  /** Why this other name is certain, for whoever doubts it. */
  reason: z.string().min(1),
  date: z.iso.date(),
})

/**
 * The register in `folder` (`config/divisions`): `register.json` names the data file and its date, `history.json` the earlier
 * editions, `aliases.json` holds other names that people reviewed. Throws `bad-config` with file and line.
 *
 * The rows are read when somebody looks something up, for they would be most of a start, and many runs need none. So a file that
 * is not the one that was taken is checked here, line by line.
 */
export function loadDivisions(folder: string): Divisions {
  const header = readDivisionJson(join(folder, 'register.json'), Header)
  const latestFile = join(folder, header.file)
  const { editions, ...history } = readDivisionJson(join(folder, 'history.json'), History)
  const spansFile = join(folder, history.file)
  const last = editions.at(-1)
  if (last?.asOf !== header.asOf)
    throw badDivisionLine(join(folder, 'history.json'), 1, `its last edition is not of ${header.asOf}`)
  const years = editions.map(({ year }) => year)
  const readRows = (): readonly DivisionRow[] => {
    const latest = readDivisionRows(latestFile, header.rows, 'register.json')
    return joinedRows(latest, readDivisionSpans(spansFile, history.rows, 'history.json', years), last.year)
  }
  const latest = readDivisionBytes(latestFile)
  const isAsTaken =
    hash('sha256', latest) === header.sha256 &&
    hash('sha256', readDivisionBytes(spansFile)) === history.sha256
  let rows = isAsTaken ? null : readRows()
  const aliasFile = join(folder, 'aliases.json')
  const aliases = readDivisionJson(aliasFile, z.array(Alias))
  expectCodes(aliases, aliasFile, latest)
  return makeDivisions({ asOf: header.asOf, rows: () => (rows ??= readRows()), aliases, editions })
}

function expectCodes(aliases: readonly z.infer<typeof Alias>[], file: string, latest: Buffer): void {
  for (const { alias, code } of aliases)
    if (!latest.includes(`\n${code}\t`) && latest.indexOf(`${code}\t`) !== 0) {
      const line = readDivisionText(file)
        .split('\n')
        .findIndex((text) => text.includes(`"${alias}"`))
      throw badDivisionLine(file, line + 1, `no division has the code ${code} of "${alias}"`)
    }
}
