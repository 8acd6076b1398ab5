import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Run, type LedgerHead } from '../model/run.ts'
import { durableWrite, makeFolder } from './durableWrite.ts'
import { runFiles } from './readRuns.ts'

/** What a record is made of besides what the run says: `ledgers` by site as the run left them. */
export interface RunToSave {
  readonly archive: string
  readonly temp: string
  readonly record: Run
  readonly ledgers: ReadonlyMap<string, LedgerHead>
  readonly now: Date
}

/**
 * Keeps a run's record as runs/<time>.json (with a number when that moment has one already); gives the path. The record
 * names the ledgers' ends and the record before it, so that neither can be cut off or taken away unnoticed.
 */
export async function saveRun({ archive, temp, record, ledgers, now }: RunToSave): Promise<string> {
  const folder = join(archive, 'runs')
  await makeFolder(folder)
  const earlier = await runFiles(archive)
  const last = earlier.at(-1)
  const previous =
    last === undefined ? null : { file: last, sha256: hash('sha256', await readFile(join(folder, last))) }
  const heads = Object.fromEntries([...ledgers].sort(([a], [b]) => (a < b ? -1 : 1)))
  const path = join(folder, freeName(new Set(earlier), now))
  const saved = Run.parse({ ...record, ledgers: heads, previous })
  await durableWrite(path, `${JSON.stringify(saved, null, 2)}\n`, { temp })
  return path
}

function freeName(taken: ReadonlySet<string>, now: Date): string {
  const time = now.toISOString().replaceAll(':', '')
  let name = `${time}.json`
  for (let n = 2; taken.has(name); n += 1) name = `${time}-${n}.json`
  return name
}
