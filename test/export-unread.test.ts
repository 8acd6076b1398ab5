import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { openTestArchive } from './archive-open.ts'
import { manifestIn } from './downloads.ts'
import { documentOf } from './explorer-archive.ts'
import { archivePages } from './pagesArchive.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const site = 'zhejiang-gongshu'
const titleOf = (year: number) => `杭州市拱墅区米市巷街道${year}年政府信息公开工作年度报告`
const html = (year: number) => Buffer.from(documentOf('米市巷街道', year, 'html')).toString('utf8')
const urlOf = (year: number) => `http://www.gongshu.gov.cn/${year}.html`

test('what was captured before an export and read after it is in the next increment: the manifest says from when', async () => {
  const home = await temporaryFolder()
  const archive = join(home, 'archive')
  const given = { site, url: urlOf(2021), html: html(2021), title: titleOf(2021), date: '2022-01-13' }
  await archivePages(archive, [given])
  const all = ['export', 'jsonl', '--archive', archive]
  expect((await nianbao(...all, '--out', join(home, 'read'))).code).toBe(0)
  const whole = z
    .object({ made: z.string(), next_since: z.string() })
    .parse(await manifestIn(join(home, 'read')))
  expect(whole.next_since).toBe(whole.made)

  // A run that is killed after the capture, or that is still at work.
  const writer = await openTestArchive(archive, { kind: 'live' })
  const capture = await (
    await writer.site(site)
  ).admit(
    exchangeOf(urlOf(2022), html(2022), { responseHeaders: { 'content-type': 'text/html' } }),
    factsOf('page', { title: titleOf(2022), date: '2023-01-13' }),
  )
  await writer.close()
  expect((await nianbao(...all, '--out', join(home, 'unread'))).code).toBe(0)
  const unread = await manifestIn(join(home, 'unread'))
  expect(unread).toMatchObject({ reports: 1, next_since: capture.time })
})
