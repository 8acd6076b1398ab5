import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSigner } from '../../src/archive/openSigner.ts'
import type { Problem } from '../../src/archive/problem.ts'
import { verifyArchive } from '../../src/archive/verifyArchive.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { finishedArchive, rederive } from '../archive-finished.ts'
import { testFolder } from '../archive-folder.ts'
import { openTestArchive } from '../archive-open.ts'

export async function problemsIn(folder: string): Promise<string[]> {
  const found: Problem[] = []
  for await (const problem of verifyArchive(folder, { rederive })) found.push(problem)
  return found.map(({ severity, code, file }) => `${severity} ${code} ${file}`)
}

export const damageIn = async (folder: string) =>
  (await problemsIn(folder)).filter((words) => words.startsWith('damage'))

export async function finished(): Promise<string> {
  const folder = join(testFolder(), 'archive')
  await finishedArchive(folder)
  return folder
}

/** One run at a site: a page, a record unless it is killed before, and a checkpoint unless it is killed before that. */
export async function runAt(
  folder: string,
  site: string,
  url: string,
  ends: 'signed' | 'recorded' = 'signed',
) {
  const archive = await openTestArchive(folder)
  const shelf = await archive.site(site)
  await shelf.admit(exchangeOf(url, `<html>${url}`), factsOf('listing'))
  await archive.finish()
  const nobody = { sites: [], requests: {}, hostsRefusing: [] }
  const run = { schema: 'nianbao/run@1', run: 'r', command: 'crawl', started: '', finished: '' } as const
  await archive.saveRun({ ...run, ...nobody })
  try {
    if (ends === 'signed') await archive.checkpoint(await openSigner(folder))
  } finally {
    await archive.close()
  }
}

export const ledger = (folder: string, site = 'gongshu') => join(folder, site, 'captures.jsonl')

export const edit = (path: string, change: (text: string) => string) => {
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

export const checkpoint = (folder: string, name: string) => join(folder, 'checkpoints', name)
