/**
 * A writer to be killed: admits pages one after another and several at once, and prints each line's number once it is
 * acknowledged. Arguments: folder of the archive, number of this life.
 */
import { writeSync } from 'node:fs'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'

const [folder = '', life = ''] = process.argv.slice(2)
const archive = await openTestArchive(folder, { run: `life-${life}` })
const site = await archive.site('gongshu')
writeSync(1, 'open\n')

async function lane(name: string): Promise<never> {
  for (let n = 0; ; n += 1) {
    const url = `http://host/${life}/${name}/${n % 5}`
    const body = `<html>${url} ${n}${'x'.repeat(n * 97)}`
    const { seq, sha256 } = await site.admit(exchangeOf(url, body), factsOf('page'))
    // Synchronous, so that what was acknowledged is told before anything else can happen.
    writeSync(1, `${seq} ${sha256}\n`)
    const report = reportOf(await site.bundle(url), '330105001', 2000 + n)
    await site.writeReport(report)
    site.recordDerived(url, { ids: [`330105001/${2000 + n}`], left: [] })
  }
}
await Promise.all(['a', 'b', 'c', 'd'].map(lane))
