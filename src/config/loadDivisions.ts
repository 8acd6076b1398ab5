import { join } from 'node:path'
import { z } from 'zod'
import type { Divisions } from '../model/divisions.ts'
import { makeDivisions } from '../model/makeDivisions.ts'
import { badDivisionLine, readDivisionJson, readDivisionText } from './divisionFile.ts'
import { joinedRows, readDivisionRows, readDivisionSpans } from './divisionRows.ts'

const Table = { file: z.string().regex(/^[\w.-]+\.tsv$/u), rows: z.int().positive() }
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
 */
export function loadDivisions(folder: string): Divisions {
  const header = readDivisionJson(join(folder, 'register.json'), Header)
  const latest = readDivisionRows(join(folder, header.file), header.rows, 'register.json')
  const { editions, ...history } = readDivisionJson(join(folder, 'history.json'), History)
  const years = editions.map(({ year }) => year)
  const spans = readDivisionSpans(join(folder, history.file), history.rows, 'history.json', years)
  const last = editions.at(-1)
  if (last?.asOf !== header.asOf)
    throw badDivisionLine(join(folder, 'history.json'), 1, `its last edition is not of ${header.asOf}`)
  const rows = joinedRows(latest, spans, last.year)
  const aliasFile = join(folder, 'aliases.json')
  const aliases = readDivisionJson(aliasFile, z.array(Alias))
  const divisions = makeDivisions({ asOf: header.asOf, rows, aliases, editions })
  const lines = readDivisionText(aliasFile).split('\n')
  for (const { alias, code } of aliases)
    if (divisions.byCode(code) === null) {
      const line = lines.findIndex((text) => text.includes(`"${alias}"`)) + 1
      throw badDivisionLine(aliasFile, line, `no division has the code ${code} of "${alias}"`)
    }
  return divisions
}
