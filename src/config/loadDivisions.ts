import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { refusalWords } from '../systemRefusal.ts'
import { makeDivisions, type Divisions, type DivisionRow } from '../model/divisions.ts'

const Header = z.object({
  file: z.string().regex(/^[\w.-]+\.tsv$/u),
  asOf: z.iso.date(),
  rows: z.int().positive(),
})
const Alias = z.strictObject({
  alias: z.string().min(2),
  code: z.string(),
  /** Why this other name is certain, for whoever doubts it. */
  reason: z.string().min(1),
  date: z.iso.date(),
})
const codePattern = /^\d{2}(?:\d{2}(?:\d{2}(?:\d{3})?)?)?$/u

/**
 * The register in `folder` (`config/divisions`): `register.json` names the data file and its date, `aliases.json`
 * holds other names that people reviewed. Throws `bad-config` with file and line.
 */
export function loadDivisions(folder: string): Divisions {
  const headerFile = join(folder, 'register.json')
  const header = parse(headerFile, Header)
  const file = join(folder, header.file)
  const rows = readRows(file)
  if (rows.length !== header.rows)
    throw bad(file, rows.length, `${rows.length} rows, but register.json says ${header.rows}`)
  const aliasFile = join(folder, 'aliases.json')
  const aliases = parse(aliasFile, z.array(Alias))
  const divisions = makeDivisions({ asOf: header.asOf, rows, aliases })
  const lines = read(aliasFile).split('\n')
  for (const { alias, code } of aliases)
    if (divisions.byCode(code) === null) {
      const line = lines.findIndex((text) => text.includes(`"${alias}"`)) + 1
      throw bad(aliasFile, line, `no division has the code ${code} of "${alias}"`)
    }
  return divisions
}

/** Rows `code<TAB>name`, strictly ascending, so that a row lost or doubled by hand is noticed. */
function readRows(file: string): DivisionRow[] {
  const rows: DivisionRow[] = []
  let previous = ''
  const lines = read(file).split('\n')
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    const tab = line.indexOf('\t')
    const code = line.slice(0, Math.max(tab, 0))
    const name = line.slice(tab + 1)
    if (!codePattern.test(code) || name === '' || name !== name.trim())
      throw bad(file, rows.length + 1, 'a row is a code of 2, 4, 6 or 9 digits, a tab and a name')
    if (code <= previous)
      throw bad(
        file,
        rows.length + 1,
        `code ${code} does not come after ${previous}; rows are sorted by code`,
      )
    rows.push({ code, name })
    previous = code
  }
  return rows
}

function parse<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const text = read(file)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new NianbaoError('bad-config', `${file}: no JSON: ${String(cause)}`, { cause })
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const place = issue?.path.join('.') ?? ''
  throw new NianbaoError(
    'bad-config',
    `${file}: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'wrong'}`,
    {
      cause: result.error,
    },
  )
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new NianbaoError(
      'bad-config',
      `${file}: cannot be read: ${refusalWords(cause)}; or restore it from the repository`,
      { cause },
    )
  }
}

const bad = (file: string, line: number, what: string): NianbaoError =>
  new NianbaoError('bad-config', `${file}: ${line}: ${what}`)
