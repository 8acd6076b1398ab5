/**
 * A writer on a small disk: admits pages until it cannot, and prints each acknowledged line and how it ended; then
 * tries again, to see that nothing more is written. Arguments: folder of the archive, size of a body (0: all the same,
 * so that only the ledger grows).
 */
import { writeSync } from 'node:fs'
import { NianbaoError } from '../src/errors.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'

const archive = await openTestArchive(process.argv[2] ?? '')
const site = await archive.site('gongshu')
const size = Number(process.argv[3])

async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    writeSync(1, `${error.code}\n`)
    return false
  }
}
async function admitUntilFull(lane: number): Promise<void> {
  for (let n = 0; ; n += 1) {
    const url = `http://host/${lane}/${n}`
    const admitted = await attempt(async () => {
      const { seq } = await site.admit(
        exchangeOf(url, size === 0 ? 'same' : `<html>${url}${'x'.repeat(size)}`),
        factsOf('page'),
      )
      writeSync(1, `${seq}\n`)
    })
    if (!admitted) return
  }
}
await Promise.all([1, 2, 3].map(admitUntilFull))
await attempt(() => site.admit(exchangeOf('http://host/tiny', 'x'), factsOf('page')))
await attempt(() => archive.finish())
await archive.close()
