import { Buffer } from 'node:buffer'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { renderHtml } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { html, localSite, status, type Answer, type LocalSite } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'
import { everyday } from './running/everyday.ts'

const units = ['米市巷街道', '小河街道', '祥符街道'] as const
const paths = units.map((_unit, index) => `/html/1001/10020${index}.html`)
const listed = Object.fromEntries(
  paths.map((path, index) => [path, `${units[index] ?? ''}2022年政府信息公开工作年度报告`]),
)
const reports = (): Record<string, Answer> =>
  Object.fromEntries(
    paths.map((path, index) => {
      const report = inventReport({
        unit: units[index] ?? '',
        division: '杭州市拱墅区',
        year: 2022,
        seed: path,
      })
      return [path, html(Buffer.from(renderHtml(report)).toString())]
    }),
  )
const to = (location: string, code = 301): Answer => status(code, { location })

async function crawl(site: LocalSite, night: string) {
  const { code, stdout } = await nianbao('crawl', ...site.options, '--now', night)
  const run = await lastRunOf(site.archive)
  const [seen] = run.sites
  if (!seen) throw new Error('no site in the last run')
  return { ...seen, requests: run.requests, code, stdout, codes: seen.alarms.map((alarm) => alarm.code) }
}

/** A site that was crawled once and has every report; what it answers from then on is set in `answers`. */
async function crawledSite(listing?: Answer) {
  const answers = reports()
  if (listing) answers['/list.html'] = listing
  const site = await localSite(listed, answers)
  const first = await crawl(site, '2023-06-01')
  expect([first.code, first.captured.new, first.alarms]).toEqual([0, 3, []])
  return { site, answers, asked: site.seen.length }
}

function listingPage(marks: string, links: Readonly<Record<string, string>> = listed): string {
  const rows = Object.entries(links).map(
    ([path, title]) => `<li><a href="${path}" title="${title}">${title}</a><span>2023-01-20</span></li>`,
  )
  return `<!doctype html><html><head><meta charset="utf-8">${marks}<title>政府信息公开年报</title></head><body><div class="list"><ul>${rows.join('')}</ul></div></body></html>`
}

const newHost = 'www.gongshu-new.gov.cn'
const line = `hosts: ['${newHost}', 'www.example.gov.cn']`

describe('A host that moved is an alarm of its own that names the new host and the line to write', () => {
  test.each(
    everyday<[string, Record<string, Answer>]>(
      [
        ['its listing redirects for good', { '/list.html': to(`https://${newHost}/zwgk/nianbao/`) }],
        ['with 308', { '/list.html': to(`https://${newHost}/list.html`, 308) }],
        ['all of it redirects, robots.txt too', { '/robots.txt': to(`https://${newHost}/robots.txt`) }],
        [
          'a notice says so in place of the listing',
          {
            '/list.html': html(
              `<html><body><p>本网站已永久迁移，请访问<a href="https://${newHost}/">新网站</a></p></body></html>`,
            ),
          },
        ],
        [
          'a notice says so in words alone',
          {
            '/list.html': html(
              `<html><body><p>我区政府网站已启用新域名：http://${newHost}，请更新收藏。</p></body></html>`,
            ),
          },
        ],
        [
          'an empty page sends its reader there',
          {
            '/list.html': html(
              `<html><head><meta http-equiv="refresh" content="0;url=https://${newHost}/"></head><body></body></html>`,
            ),
          },
        ],
        [
          'an empty page sends its reader there by a script',
          {
            '/list.html': html(
              `<html><body><script>window.location.href="https://${newHost}/"</script></body></html>`,
            ),
          },
        ],
      ],
      3,
    ),
  )('%s', async (_what, now) => {
    const { site, answers } = await crawledSite()
    Object.assign(answers, now)
    const second = await crawl(site, '2023-06-02')
    expect(second.code).toBe(3)
    expect(second.codes).toEqual(['host-moved'])
    expect(second.alarms[0]).toMatchObject({ fails: true })
    expect(second.alarms[0]?.message).toContain(line)
    expect(second.stdout).toContain(newHost)
    expect(Object.keys(second.requests)).toEqual(['www.example.gov.cn'])
  })

  test('articles that have gone there are named once, and wait', async () => {
    const gone = Object.fromEntries(paths.map((path) => [path, to(`https://${newHost}${path}`)]))
    const site = await localSite(listed, gone)
    const run = await crawl(site, '2023-02-01')
    expect(run.alarms.filter(({ code }) => code === 'host-moved')).toMatchObject([
      { fails: false, message: expect.stringContaining(line) as string },
    ])
    expect([run.waiting, run.troubles.map(({ code }) => code)]).toEqual([3, Array(3).fill('host-moved')])
  })

  test.each<[string, Answer]>([['a redirect for the time being', to(`https://${newHost}/list.html`, 302)]])(
    '%s is no move',
    async (_what, answer) => {
      const { site, answers } = await crawledSite()
      answers['/list.html'] = answer
      expect((await crawl(site, '2023-06-02')).codes).toEqual(['host-not-allowed'])
    },
  )

  test('one article that lies elsewhere is no move', async () => {
    const answers = { ...reports(), [paths[0] ?? '']: to(`https://${newHost}/other/article.html`) }
    const run = await crawl(await localSite(listed, answers), '2023-02-01')
    expect(run.codes).not.toContain('host-moved')
    expect(run.troubles.map(({ code }) => code)).toEqual(['host-not-allowed'])
  })

  test('a letter about a move of offices or of one service is content', async () => {
    const letter = `<html><head><title>说明</title></head><body><p>本单位办公地址已搬迁至新办公楼，报告见附件。</p><p>网站：www.example.gov.cn</p></body></html>`
    const run = await crawl(
      await localSite(listed, { ...reports(), [paths[0] ?? '']: html(letter) }),
      '2023-02-01',
    )
    expect([run.captured.new, run.troubles]).toEqual([3, []])
  })
})

const mark = (code: string, name = '拱墅区人民政府'): string =>
  `<meta name="SiteName" content="${name}"><meta content='${code}' name='SiteIDCode'>`

describe('A host that calls itself another site than before may belong to somebody else', () => {
  test('its listing is not read, the alarm names both marks, and what a person writes down settles it', async () => {
    const { site, answers } = await crawledSite(html(listingPage(mark('3301050001'))))
    answers['/list.html'] = html(
      listingPage(mark('4409990007'), { '/bet/1.html': '某街道2023年政府信息公开年报' }),
    )
    for (const night of ['2023-06-02', '2023-06-03']) {
      const later = await crawl(site, night)
      expect([later.code, later.codes, later.captured]).toEqual([
        3,
        ['site-differs'],
        { new: 0, changed: 0, unchanged: 0 },
      ])
      expect(later.alarms[0]?.message).toMatch(/4409990007.*3301050001.*siteMark: '4409990007'/u)
    }
    expect(site.seen).not.toContain('/bet/1.html')
    const file = join(site.options[site.options.indexOf('--sites') + 1] ?? '', 'zhejiang/example.ts')
    const facts = await readFile(file, 'utf8')
    await writeFile(file, facts.replace('  sources:', "  siteMark: '4409990007',\n  sources:"))
    expect((await crawl(site, '2023-06-04')).codes).not.toContain('site-differs')
    expect(site.seen).toContain('/bet/1.html')
  })

  test('a clone without any mark does not become an empty or a shrunken listing', async () => {
    const { site, answers } = await crawledSite(html(listingPage(mark('3301050001'))))
    answers['/list.html'] = html(
      listingPage('', { '/game/1.html': '真人娱乐注册送彩金', '/game/2.html': '2023年政府信息公开年报下注' }),
    )
    const later = await crawl(site, '2023-06-02')
    expect([later.code, later.codes]).toEqual([3, ['site-differs']])
    expect(later.alarms[0]?.message).toContain('3301050001')
    expect(site.seen).not.toContain('/game/2.html')
    answers['/list.html'] = html(listingPage(mark('3301050001')))
    expect((await crawl(site, '2023-06-03')).alarms).toEqual([])
  })

  test.each([
    ['the same mark under another name', mark('3301050001', '拱墅区政府网')],
    ['no mark, with the links that it had', ''],
    ['a name where it had a code', '<meta name="SiteName" content="拱墅区政府">'],
  ])('%s is a new design and no more', async (_what, marks) => {
    const { site, answers } = await crawledSite(html(listingPage(mark('3301050001'))))
    answers['/list.html'] = html(
      listingPage(marks, { ...listed, '/x.html': '关于做好2023年政府信息公开工作年度报告编制工作的通知' }),
    )
    expect((await crawl(site, '2023-06-02')).alarms).toEqual([])
  })
})

describe('A listing in whose place the host shows its front page', () => {
  const front = (): string =>
    `<html><head><meta charset="utf-8"><title>拱墅区人民政府</title></head><body><ul>${Array.from({ length: 20 }, (_, n) => `<li><a href="/art/${n}.html">${'今日要闻'.repeat((n % 4) + 2)}</a></li>`).join('')}<li><a href="/nb.html">拱墅区2023年政府信息公开工作年度报告</a></li></ul></body></html>`

  test('is a soft 404, neither an empty nor a foreign listing, and nothing of it is archived or followed', async () => {
    const { site, answers } = await crawledSite()
    Object.assign(answers, { '/list.html': html(front()), '/': html(front()) })
    const later = await crawl(site, '2023-06-02')
    expect([later.code, later.codes]).toEqual([3, ['soft-404']])
    expect(later.listings).toMatchObject([{ complete: false }])
    expect(site.seen).not.toContain('/nb.html')
  })

  test('and a page that was doubted once is not doubted again while its bytes are the same', async () => {
    const doubtful = html(
      '<html><head><title>拱墅区</title></head><body><p>本年度没有收到政府信息公开申请，也没有行政复议。</p></body></html>',
    )
    const site = await localSite(listed, { ...reports(), [paths[0] ?? '']: doubtful })
    const invented = (): number => site.seen.filter((path) => path.includes('no-such-page')).length
    await crawl(site, '2023-02-01')
    expect(invented()).toBe(1)
    const before = site.seen.length
    const { code } = await nianbao('crawl', '--recheck', ...site.options, '--now', '2023-02-02')
    expect([code, site.seen.slice(before).includes(paths[0] ?? ''), invented()]).toEqual([0, true, 1])
  })

  test('and an unchanged night asks for nothing more than the listing', async () => {
    const { site, asked } = await crawledSite()
    await crawl(site, '2023-06-02')
    expect(site.seen.slice(asked)).toEqual(['/robots.txt', '/list.html'])
  })
})
