import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Archive } from '../src/archive/openArchive.ts'
import type { SiteArchive } from '../src/archive/siteArchive.ts'
import { loadConfig } from '../src/config/loadConfig.ts'
import { extractor } from '../src/extract/extract.ts'
import type { CaptureFacts } from '../src/model/capture.ts'
import type { Report } from '../src/model/report.ts'
import { joinedBundle } from '../src/pipeline/joinedBundle.ts'
import { historyOf } from '../src/validate/historyOf.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'

const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))
const extract = extractor(knowledge)
const spec = inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'again' })
const file = renderHtml(spec)
const given = { unit: '330105001', year: 2022 }
const day = (of: number): string => `2023-02-0${of}T00:00:00.000Z`

const opened = async (): Promise<{ readonly archive: Archive; readonly site: SiteArchive }> => {
  const archive = await openTestArchive(testFolder())
  return { archive, site: await archive.site('gongshu') }
}
const importOn = (site: SiteArchive, on: number, more: Partial<CaptureFacts> = {}, from = 'http://host/p') =>
  site.admit(
    exchangeOf(from, file, { time: day(on) }),
    factsOf('import', { given, name: '年报.html', ...more }),
  )
const reportOf = async (site: SiteArchive): Promise<Report> => {
  const [report, ...others] = extract(await joinedBundle(site, site.bundleKeys())).reports
  if (report === undefined || others.length > 0) throw new Error('not one report')
  return report
}

describe('A file that is imported again', () => {
  test('changes nothing of its report when nothing else is said of it', async () => {
    const { archive, site } = await opened()
    await importOn(site, 1)
    const before = await reportOf(site)
    await importOn(site, 5)
    expect(await reportOf(site)).toEqual(before)
    expect(before.editions.map(({ first_seen }) => first_seen)).toEqual([day(1)])
    await archive.close()
  })

  test('was seen first when it was first imported, whatever a person says of it later', async () => {
    const { archive, site } = await opened()
    await importOn(site, 1, { given: { unit: '330105003', year: 2021 } })
    await importOn(site, 5, {}, 'http://host/other')
    const { editions, sources } = await reportOf(site)
    expect(editions.map(({ first_seen }) => first_seen)).toEqual([day(1)])
    expect(sources).toMatchObject([{ url: 'http://host/other', capture: 2, captured: day(5) }])
    const { events } = historyOf({
      ...{ id: 'a', site: 'gongshu', unit: 'a', year: 2022, title: 'a' },
      ...{ editions, addresses: [] },
    })
    expect(events).toMatchObject([{ kind: 'found', time: day(1), url: 'http://host/other' }])
    await archive.close()
  })

  test('keeps its place before a page that came in between', async () => {
    const { archive, site } = await opened()
    await importOn(site, 1)
    await site.admit(exchangeOf('http://host/2022', file, { time: day(3) }), factsOf('page'))
    const before = await reportOf(site)
    await importOn(site, 5, { name: 'again.html' })
    const after = await reportOf(site)
    expect(after.editions.map(({ first_seen }) => first_seen)).toEqual([day(1)])
    expect(after.editions.map(({ first_seen }) => first_seen)).toEqual(
      before.editions.map(({ first_seen }) => first_seen),
    )
    await archive.close()
  })
})
