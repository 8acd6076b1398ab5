import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Run } from '../model/run.ts'
import { durableWrite, makeFolder } from './durableWrite.ts'

/** Keeps a run's record as runs/<time>.json (with a number when that moment has one already); gives the path. */
export async function saveRun(archive: string, temp: string, record: Run, now: Date): Promise<string> {
  const folder = join(archive, 'runs')
  await makeFolder(folder)
  const taken = new Set(await readdir(folder))
  const time = now.toISOString().replaceAll(':', '')
  let name = `${time}.json`
  for (let n = 2; taken.has(name); n += 1) name = `${time}-${n}.json`
  await durableWrite(join(folder, name), `${JSON.stringify(Run.parse(record), null, 2)}\n`, { temp })
  return join(folder, name)
}
