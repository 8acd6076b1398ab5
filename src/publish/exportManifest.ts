import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { NianbaoError } from '../errors.ts'
import { systemCode } from '../systemRefusal.ts'

const Count = z.looseObject({ name: z.string(), rows: z.int() })

/** What is asked of the manifest of an earlier export; the rest is kept as it is. */
const Export = z.looseObject({
  archive: z.enum(['live', 'replica']),
  format: z.string(),
  selection: z.string(),
  made: z.string(),
  files: z.array(Count),
  /** Manifests of before 2026-11-21 have none: there a file is a table. */
  tables: z.array(Count).optional(),
})
const Manifest = Export.extend({ beside: z.array(Export).optional() })

/** An export as the manifest of its folder tells of it. */
export type EarlierExport = z.infer<typeof Export>

/**
 * The exports that a folder's manifest tells of, the newest first; none where there is no manifest.
 * @throws NianbaoError `usage` for a manifest that no export of tables wrote
 */
export async function earlierExports(path: string): Promise<readonly EarlierExport[]> {
  const text = await textOf(path)
  if (text === null) return []
  const manifest = Manifest.safeParse(jsonOf(text))
  if (!manifest.success)
    throw new NianbaoError(
      'usage',
      `${path}: no manifest of an export of tables; move it away, or choose another --out`,
    )
  const { beside = [], ...newest } = manifest.data
  return [newest, ...beside]
}

/** Names of the tables that have fewer rows now, each with both counts; in the order of the earlier export. */
export function shrunkTables(
  earlier: EarlierExport,
  now: readonly { readonly name: string; readonly rows: number }[],
): readonly string[] {
  const rowsNow = new Map(now.map(({ name, rows }) => [name, rows]))
  const before = earlier.tables ?? earlier.files.map(({ name, rows }) => ({ name: tableOf(name), rows }))
  return before
    .filter(({ name, rows }) => (rowsNow.get(name) ?? 0) < rows)
    .map(({ name, rows }) => `${name} ${rowsNow.get(name) ?? 0} rows after ${rows}`)
}

/** `reports` of `reports.replica.csv`. */
const tableOf = (file: string): string => file.replace(/\..*$/u, '')

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null
    throw error
  }
}

/** Null for what is no JSON, which is no manifest either. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
