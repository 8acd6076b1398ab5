import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Run } from '../../src/model/run.ts'

/** The record of the archive's last run. */
export async function lastRunOf(archive: string): Promise<Run> {
  const name = (await readdir(join(archive, 'runs'))).sort().at(-1) ?? ''
  return Run.parse(JSON.parse(await readFile(join(archive, 'runs', name), 'utf8')))
}
