/**
 * Cuts a ledger at every byte, and each time opens it, appends to it and reads it again. Prints a line for each cut after which
 * it is not what it was up to there and one line more, and at the end how many cuts it tried. Arguments: an empty folder, and
 * how many bytes to go on after each cut.
 */
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readArchive } from '../../src/archive/openArchive.ts'
import { verifyArchive } from '../../src/archive/verifyArchive.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { openTestArchive } from '../archive-open.ts'

const folder = process.argv[2] ?? ''
const page = (n: number) => exchangeOf(`http://host/${n}`, `<html>第${n}页`)

async function admit(archiveFolder: string, pages: readonly number[]): Promise<void> {
  const archive = await openTestArchive(archiveFolder)
  const site = await archive.site('gongshu')
  for (const n of pages) await site.admit(page(n), factsOf('page'))
  // Closed like a run that is cut off: nothing but the ledger knows its lines.
  await archive.close()
}

/** How many good lines a reader finds. */
async function linesIn(archiveFolder: string): Promise<number> {
  const archive = await readArchive(archiveFolder)
  try {
    return (await archive.site('gongshu')).lines()
  } finally {
    await archive.close()
  }
}

/** What is wrong after the ledger was cut after so many bytes. */
async function wrongAfter(whole: Buffer, size: number): Promise<readonly string[]> {
  const cut = join(folder, `cut${size}`)
  cpSync(join(folder, 'whole'), cut, { recursive: true })
  const path = join(cut, 'gongshu/captures.jsonl')
  writeFileSync(path, whole.subarray(0, size))
  try {
    await admit(cut, [4])
    const kept = whole.subarray(0, size === 0 ? 0 : whole.lastIndexOf(10, size - 1) + 1)
    const found: string[] = []
    if (!readFileSync(path).subarray(0, kept.length).equals(kept))
      found.push('whole lines are not as they were')
    const lines = kept.filter((byte) => byte === 10).length
    const reread = await linesIn(cut)
    if (reread !== lines + 1) found.push(`${lines} lines and one more are read again as ${reread}`)
    for await (const { severity, code } of verifyArchive(cut)) if (severity === 'damage') found.push(code)
    return found
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    rmSync(cut, { recursive: true, force: true })
  }
}

await admit(join(folder, 'whole'), [1, 2, 3])
const path = join(folder, 'whole/gongshu/captures.jsonl')
if (!existsSync(path)) throw new Error('there is no ledger to cut')
const whole = readFileSync(path)
const step = Number(process.argv[3])
const sizes = Array.from({ length: Math.ceil(whole.length / step) }, (_, n) => n * step).values()
let cuts = 0
await Promise.all(
  Array.from({ length: 8 }, async () => {
    for (const size of sizes) {
      for (const line of await wrongAfter(whole, size)) process.stdout.write(`cut at byte ${size}: ${line}\n`)
      cuts += 1
    }
  }),
)
process.stdout.write(`${cuts} of ${whole.length} cuts\n`)
