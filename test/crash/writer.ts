/**
 * One run of the archive's writer, to be watched and broken at every system call: looks at pages and files, keeps what was
 * refused, derives, finishes, saves its record and signs. It prints what was acknowledged, at once and by itself:
 * `ack <seq> <sha256> <extension>`, `run <file>`, `checkpoint <file>`, and `finished`; or the code of the failure that ended it.
 * Arguments: folder of the archive, number of this life (another life sees other content under the same addresses; life 0 finds
 * every host down and adds nothing).
 */
import { writeSync } from 'node:fs'
import { relative } from 'node:path'
import { textFile } from '../../src/archive/checkpointFiles.ts'
import type { Archive } from '../../src/archive/openArchive.ts'
import { openSigner } from '../../src/archive/openSigner.ts'
import type { SiteArchive } from '../../src/archive/siteArchive.ts'
import { NianbaoError } from '../../src/errors.ts'
import type { Capture } from '../../src/model/capture.ts'
import { exchangeOf, factsOf } from '../archive-exchange.ts'
import { openTestArchive } from '../archive-open.ts'
import { reportOf } from '../archive-report.ts'

const [folder = '', life = ''] = process.argv.slice(2)
// Synchronous, so that what was acknowledged is told before anything else can happen.
const say = (words: string): number => writeSync(1, `${words}\n`)
const told = ({ seq, sha256, extension }: Capture): number => say(`ack ${seq} ${sha256} ${extension}`)

async function crawl(site: SiteArchive): Promise<void> {
  const url = 'http://host/2022'
  const page = exchangeOf(url, `<html>第${life}次`)
  const first = await site.admit(page, factsOf('page'))
  told(first)
  const encoded = exchangeOf(url, `pretend gzip ${life}`)
  const file = exchangeOf(`${url}.txt`, `附件 ${life}`, {
    encoded: { encoding: 'gzip', bytes: encoded.body, sha256: encoded.sha256 },
  })
  told(await site.admit(file, factsOf('attachment', { parent: first.seq, name: '2022.txt' })))
  told(await site.confirm({ ...page, status: 304, body: Buffer.of() }, factsOf('page')))
  await site.refuse(exchangeOf('http://host/wall', `<html>请输入验证码 ${life}`), 'challenge-page')
  await site.writeReport(reportOf(await site.bundle(url), '330105001', 2022))
  site.recordDerived(url, { ids: ['330105001/2022'], left: [] })
}

async function leaveRecord(archive: Archive): Promise<void> {
  const record = await archive.saveRun({
    schema: 'nianbao/run@1',
    run: `life-${life}`,
    command: 'crawl',
    started: '2026-11-21T01:02:03.000Z',
    finished: '2026-11-21T01:02:04.000Z',
    sites: [],
    requests: {},
    hostsRefusing: [],
  })
  say(`run ${relative(folder, record)}`)
  const { checkpoint } = await archive.checkpoint(await openSigner(folder))
  say(`checkpoint ${textFile(checkpoint.number)}`)
}

try {
  const archive = await openTestArchive(folder, { run: `life-${life}` })
  const site = await archive.site('gongshu')
  if (life !== '0') await crawl(site)
  await archive.finish()
  await leaveRecord(archive)
  await archive.close()
  say('finished')
} catch (error) {
  if (!(error instanceof NianbaoError)) throw error
  say(error.code)
}
