import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { originalPath } from '../src/archive/originals.ts'
import { reportPath } from '../src/archive/reportFile.ts'
import { readAtOnce, readBesideOthers, type ExploreReading } from '../src/pipeline/exploreReading.ts'
import { oneReport } from './downloads.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

/** What a file in a site's folder is made into. */
const made = {
  'that is whole': (path: string, content: string) => writeFile(path, content),
  'that is not there': () => Promise.resolve(),
  'that somebody altered': (path: string, content: string) => writeFile(path, content.replace('2', '3')),
  'in whose place is a folder': (path: string) => mkdir(path),
  'in whose place is a pipe': (path: string) => {
    spawnSync('mkfifo', [path])
    return Promise.resolve()
  },
}

/** What is read, or why it is not. */
const outcome = async (read: () => unknown): Promise<unknown> => {
  try {
    return await read()
  } catch (error) {
    return String(error)
  }
}

async function placed(path: string, content: string, make: (typeof made)[keyof typeof made]): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await make(path, content)
}

test.each(Object.entries(made))(
  'a thread that waits for the disk reads a report %s as all others do',
  async (_, make) => {
    const folder = await temporaryFolder()
    const report = oneReport('330105001', 2022)
    const id = report.id ?? ''
    await placed(join(folder, reportPath(id)), JSON.stringify(report), make)
    const by = (reading: ExploreReading) => outcome(() => reading.report(folder, id))
    expect(await by(readAtOnce)).toEqual(await by(readBesideOthers))
  },
)

test.each(Object.entries(made))('and so it does an original %s', async (_, make) => {
  const folder = await temporaryFolder()
  const content = '2022 年报'
  const sha256 = hash('sha256', content)
  await placed(join(folder, originalPath(sha256, 'txt')), content, make)
  const by = (reading: ExploreReading) =>
    outcome(async () => Buffer.from(await reading.original(folder, sha256, 'txt')))
  const [now, later] = [await by(readAtOnce), await by(readBesideOthers)]
  expect(now).toEqual(later)
  expect(Buffer.isBuffer(now)).toBe(make === made['that is whole'])
})
