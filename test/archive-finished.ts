import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSigner } from '../src/archive/openSigner.ts'
import type { SiteReader } from '../src/archive/siteReader.ts'
import type { Run } from '../src/model/run.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'

export const pages = 4
/** The record of a run that was at no site. */
export const emptyRun: Run = {
  schema: 'nianbao/run@1',
  run: 'test-run',
  command: 'crawl',
  started: '2026-11-21T01:02:03.000Z',
  finished: '2026-11-21T01:02:04.000Z',
  sites: [],
  requests: {},
  hostsRefusing: [],
}

/** One report per bundle; its year is that of the page's URL. */
export async function* rederive(site: SiteReader) {
  for (const key of site.bundleKeys()) {
    yield { report: reportOf(await site.bundle(key), '330105001', Number(key.slice(-4))), bundles: [key] }
  }
}

/** An archive as two finished runs leave it, the second of which found nothing new: pages with attachments, one of them compressed by the server. */
export async function finishedArchive(folder: string): Promise<void> {
  const archive = await openTestArchive(folder)
  const site = await archive.site('gongshu')
  for (let n = 0; n < pages; n += 1) {
    const url = `http://host/${2020 + n}`
    const page = await site.admit(exchangeOf(url, `<html>${2020 + n}年年报`), factsOf('page'))
    const bytes = Buffer.from('pretend gzip')
    const { sha256 } = exchangeOf(url, bytes)
    const encoded = n === 0 ? { encoding: 'gzip', bytes, sha256 } : null
    const facts = factsOf('attachment', { parent: page.seq, name: `${2020 + n}.txt` })
    await site.admit(exchangeOf(`${url}.txt`, `附件 ${n}`, { encoded }), facts)
  }
  for await (const { report, bundles } of rederive(site)) {
    await site.writeReport(report)
    for (const key of bundles) site.recordDerived(key, { ids: [report.id ?? ''], left: [] })
  }
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.checkpoint(await openSigner(folder))
  await archive.close()
  const again = await openTestArchive(folder)
  await again.site('gongshu')
  await again.finish()
  await again.saveRun(emptyRun)
  await again.checkpoint(await openSigner(folder))
  await again.close()
}

/** Changes one bit of a file. */
export function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  chmodSync(path, 0o644)
  writeFileSync(path, bytes)
}

/** Names of files below a folder, by its relative path. */
export const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
  )
