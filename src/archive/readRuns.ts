import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { Run } from '../model/run.ts'
import { systemCode } from './diskFault.ts'

/** The records of the last `count` runs, newest first. `archive-damaged` names a file that is none. */
export async function readRuns(archive: string, count: number): Promise<Run[]> {
  const names = await runFiles(archive)
  return Promise.all(
    names
      .slice(-count)
      .reverse()
      .map((name) => readRun(join(archive, 'runs', name))),
  )
}

/** Names of all records, oldest first: a name begins with the time of its run. */
export async function runFiles(archive: string): Promise<string[]> {
  try {
    return (await readdir(join(archive, 'runs'))).sort()
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

export async function readRun(path: string): Promise<Run> {
  try {
    return Run.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    throw new NianbaoError('archive-damaged', `${path}: this is no record of a run`, { cause: error })
  }
}
