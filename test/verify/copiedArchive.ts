import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Problem } from '../../src/archive/problem.ts'
import { verifyArchive, type VerifyOptions } from '../../src/archive/verifyArchive.ts'
import type { Verified } from '../../src/archive/verifyProgress.ts'
import { filesIn, finishedArchive, rederive } from '../archive-finished.ts'
import { testFolder } from '../archive-folder.ts'

export async function verified(
  folder: string,
  options: VerifyOptions = {},
): Promise<{ problems: Problem[]; account: Verified }> {
  const problems: Problem[] = []
  const verifying = verifyArchive(folder, { rederive, ...options })
  for (let next = await verifying.next(); ; next = await verifying.next()) {
    if (next.done === true) return { problems, account: next.value }
    problems.push(next.value)
  }
}

export const problemsIn = async (folder: string) => (await verified(folder)).problems

export const told = (problems: readonly Problem[]) =>
  problems.map(({ severity, code, file }) => `${severity} ${code} ${file}`)

export const site = (folder: string, ...path: string[]) => join(folder, 'gongshu', ...path)

export const originals = (folder: string) => filesIn(site(folder, 'originals')).sort()

export const original = (folder: string, n: number) => site(folder, 'originals', originals(folder)[n] ?? '')

export function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`${path} was to be changed`)
  chmodSync(path, 0o644)
  writeFileSync(path, after)
}

let template = ''

/** Makes the archive that `copied` copies, for all tests of the file that calls this. */
export function copiedArchive(): void {
  beforeAll(async () => {
    template = mkdtempSync(join(tmpdir(), 'nianbao-archive-'))
    await finishedArchive(template)
  })
  afterAll(() => {
    rmSync(template, { recursive: true, force: true })
  })
}

export function copied(): string {
  const folder = testFolder()
  cpSync(template, folder, { recursive: true })
  return folder
}
