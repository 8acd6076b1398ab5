import { expect, test } from 'vitest'
import { inventReport } from './fixtures/inventReport.ts'
import { renderHtml } from './documents/makeDocument.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'

const path = '/html/1001/100200.html'
const title = '小河街道2022年政府信息公开工作年度报告'
const page = html(
  Buffer.from(
    renderHtml(inventReport({ unit: '小河街道', division: '杭州市拱墅区', year: 2022, seed: 'n' })),
  ).toString(),
)

test('five nights in a row that saw no whole listing are an alarm of their own, until one sees it again', async () => {
  const answers: Record<string, Answer> = { [path]: page }
  const site = await localSite({ [path]: title }, answers)
  const night = async (date: string, ...more: readonly string[]) => {
    const { code } = await nianbao('crawl', ...site.options, ...more, '--now', date)
    const [seen] = (await lastRunOf(site.archive)).sites
    return {
      code,
      nights: seen?.alarms.map(({ message }) => message).filter((text) => text.includes('nights')),
    }
  }
  expect(await night('2023-06-01')).toEqual({ code: 0, nights: [] })
  answers['/list.html'] = html('<html><body><div class="list"><ul></ul></div></body></html>')
  await night('2023-06-02')
  await night('2023-06-02')
  // nor did a night that a budget cut short
  await night('2023-06-03', '--max-requests', '1')
  answers['/list.html'] = status(404)
  await night('2023-06-04')
  expect((await night('2023-06-05')).nights).toEqual([])
  expect(await night('2023-06-06')).toEqual({
    code: 3,
    nights: [
      'zhejiang-example: 5 nights in a row saw no whole listing with rows, since 2023-06-02; the last good one was 2023-06-01',
    ],
  })
  delete answers['/list.html']
  expect((await night('2023-06-07')).nights).toEqual([])
})
