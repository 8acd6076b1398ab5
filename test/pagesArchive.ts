import { loadConfig } from '../src/config/loadConfig.ts'
import { bundleDeriver } from '../src/pipeline/deriveBundle.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { emptyRun } from './archive-finished.ts'
import { openTestArchive } from './archive-open.ts'
import { config } from './explorer-archive.ts'

/** A page as a site of a test gives it. */
export interface PageGiven {
  readonly site: string
  readonly url: string
  readonly html: string
  readonly title: string
  readonly date: string
}

/** An archive of pages, captured one after the other and read. */
export async function archivePages(folder: string, pages: readonly PageGiven[]): Promise<void> {
  const archive = await openTestArchive(folder, { kind: 'live' })
  // A second after the other.
  let second = 0
  const nextTime = () => new Date(Date.UTC(2026, 10, 21, 1, 2, (second += 1))).toISOString()
  const derive = bundleDeriver((await loadConfig(config)).knowledge)
  for (const [id, ofSite] of Map.groupBy(pages, ({ site }) => site)) {
    const site = await archive.site(id)
    for (const { url, html, title, date } of ofSite)
      await site.admit(
        exchangeOf(url, html, { responseHeaders: { 'content-type': 'text/html' }, time: nextTime() }),
        factsOf('page', { title, date }),
      )
    for (const key of site.bundleKeys()) {
      const { reports } = derive(await site.bundle(key))
      for (const { id: report, text } of reports)
        if (report !== null) await site.writeReportText(report, text)
      site.recordDerived(key, { ids: reports.flatMap((report) => report.id ?? []), left: [] })
    }
  }
  await archive.finish()
  await archive.saveRun(emptyRun)
  await archive.close()
}
