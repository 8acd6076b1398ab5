import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { Run } from '../model/run.ts'
import { systemCode } from '../systemRefusal.ts'
import { readIfThere } from './readIfThere.ts'

/** The records of all runs, newest first, read one by one. `archive-damaged` names a file that is none. */
export async function* readRuns(archive: string): AsyncGenerator<Run> {
  for (const name of (await runFiles(archive)).reverse()) yield await readRun(join(archive, 'runs', name))
}

/** Names of all records, oldest first: a name is the time of its run, and a number where that moment had one already. */
export async function runFiles(archive: string): Promise<string[]> {
  const stem = (name: string) => name.replace(/\.json$/u, '')
  try {
    const names = await readdir(join(archive, 'runs'))
    return names.sort((a, b) => (stem(a) < stem(b) ? -1 : 1))
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}

async function readRun(path: string): Promise<Run> {
  const text = await readIfThere(path)
  if (text === null) throw new NianbaoError('archive-damaged', `${path}: it is gone; restore it from a copy`)
  return parseRun(path, text)
}

/** Reads a record strictly. */
export function parseRun(path: string, text: string): Run {
  try {
    return Run.parse(JSON.parse(text))
  } catch (error) {
    throw new NianbaoError('archive-damaged', `${path}: this is no record of a run`, { cause: error })
  }
}
