import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SiteCheck } from '../src/model/siteCheck.ts'
import { startReplicas, type Replicas } from './replicas/startReplicas.ts'
import { html, localSite } from './running/localSite.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

describe('nianbao sites check on the replicas', () => {
  let replicas: Replicas
  let home = ''
  beforeAll(async () => {
    replicas = await startReplicas({ lastYear: 2025 })
    home = await mkdtemp(join(tmpdir(), 'nianbao-check-'))
    await writeFile(join(home, 'map.json'), JSON.stringify(replicas.hosts))
  })
  afterAll(async () => {
    await replicas.close()
    await rm(home, { recursive: true, force: true })
  })

  test.each([
    'zhejiang-gongshu',
    'heilongjiang-acheng',
    'gansu-ganzhou',
    'qinghai-xining-chengzhong',
    'guangdong-liwan',
  ])('%s: every source is alive, of its platform, complete, and settles what was a guess', async (id) => {
    const { code, stdout } = await nianbao(
      'sites',
      'check',
      id,
      '--json',
      '--now',
      '2026-06-01',
      '--replicas',
      join(home, 'map.json'),
    )
    expect(code).toBe(0)
    const { sources, kind, outOfBounds, advice: siteAdvice } = JSON.parse(stdout) as SiteCheck
    for (const { family, detected, rows, byYear, problems, advice, source } of sources) {
      expect([family, null]).toContain(detected)
      expect(rows).toBeGreaterThan(0)
      expect(Object.keys(byYear).length).toBeGreaterThan(0)
      expect(problems).toEqual([])
      expect(advice.some((line) => line.startsWith(`unverified['sources.${source}.`))).toBe(true)
    }
    expect([kind, outOfBounds]).toEqual(['replica', []])
    expect(siteAdvice).toEqual([
      // a replica is made from the site file: to tell anybody to remove a line by it would be wrong
      "unverified['expect.perYear']: every year due is in bounds; the same on the live site would settle this line",
    ])
  })
})

test('a column that is gone, one that lists no report and one of another platform are told with what to change', async () => {
  const gone = await localSite({}, { '/list.html': (_request, response) => response.writeHead(404).end() })
  const first = await nianbao('sites', 'check', 'zhejiang-example', ...gone.options)
  expect([first.code, first.stdout]).toEqual([3, expect.stringContaining('not-found')])

  const page =
    '<!doctype html><html><body><ul><li><a href="/info/1/2.htm" id="line_u1_1">通知公告一则</a></li></ul><div id="vsb_content"></div><span class="p_pages">1/1</span></body></html>'
  const other = await localSite({}, { '/list.html': html(page) })
  const second = await nianbao('sites', 'check', 'zhejiang-example', ...other.options)
  expect([second.code, second.stdout]).toEqual([3, expect.stringContaining('nothing-listed')])
  expect(second.stdout).toContain('its pages look like vsb, not static-list')
  expect(other.seen.filter((path) => path !== '/robots.txt').length).toBeLessThanOrEqual(3)
})

test('each year is counted against the bounds of the site file, with bounds that would hold what is listed', async () => {
  const titles = [2020, 2021, 2021, 2021, 2022, 2022].map((year, index): [string, string] => [
    `/info/${1001 + index}.html`,
    `${['财政局', '教育局', '审计局'][index % 3] ?? ''}${year}年政府信息公开工作年度报告`,
  ])
  const site = await localSite(Object.fromEntries(titles), {}, { expect: 'from: 2021, perYear: [2, 2]' })
  const look = (now: string): ReturnType<typeof nianbao> =>
    nianbao('sites', 'check', 'zhejiang-example', ...site.options.with(-1, now))
  const inTime = await look('2023-02-01')
  expect(inTime.code).toBe(0)
  expect(inTime.stdout).toContain('2020: 1  2021: 3  2022: 2')
  expect(inTime.stdout).toContain('too-many')
  expect(inTime.stdout).toContain(
    'listed are 2020: 1, 2021: 3, 2022: 2; where that is all there is, [1, 5] holds it',
  )
  expect(inTime.stdout).toContain('expect.from: reports are listed from 2020 on; it says 2021')
  const later = await look('2024-06-01')
  expect([later.code, later.stdout]).toEqual([3, expect.stringMatching(/too-few .*0 reports for 2023/u)])
})

test('what another platform left of a list is no reason to expect less', async () => {
  const rows = ['财政局', '教育局'].map(
    (unit, index) =>
      `<li><a href="/info/${1001 + index}.html">${unit}2022年政府信息公开工作年度报告</a></li>`,
  )
  const page = `<!doctype html><html><body><ul>${rows.join('')}</ul><div queryData="{'webId':'1','tagId':'列表'}" url="/api-gateway/jpaas-publish-server/front/page/build/unit"></div></body></html>`
  const site = await localSite({}, { '/list.html': html(page) }, { expect: 'from: 2022, perYear: [9, 90]' })
  const { code, stdout } = await nianbao(
    'sites',
    'check',
    'zhejiang-example',
    ...site.options.with(-1, '2023-06-01'),
  )
  expect([code, stdout]).toEqual([3, expect.stringMatching(/too-few .*2 reports for 2022/u)])
  expect(stdout).toContain('look like hanweb-jpaas')
  expect(stdout).not.toContain('holds it')
})

test('a column that moved to https, and a site that calls itself another government, are told', async () => {
  const named = (name: string): string =>
    `<!doctype html><html><head><meta name="SiteName" content="${name}"><meta name="ColumnName" content="政府信息公开年报"></head><body><ul><li><a href="/info/1001.html">财政局2022年政府信息公开工作年度报告</a></li></ul></body></html>`
  const moved = await localSite(
    {},
    {
      '/list.html': (_request, response) =>
        response.writeHead(302, { location: 'https://www.example.gov.cn/new.html' }).end(),
      '/new.html': html(named('西宁市城东区人民政府')),
    },
  )
  const { code, stdout } = await nianbao('sites', 'check', 'zhejiang-example', ...moved.options)
  expect(code).toBe(0)
  expect(stdout).toContain(
    'http://www.example.gov.cn/list.html of source 0 answers at https://www.example.gov.cn/new.html',
  )
  expect(stdout).toContain(
    'division: the site calls itself 西宁市城东区人民政府 (630102); its file says 330105',
  )
})

test('a site that nobody configured is a usage error', async () => {
  const { code, stderr } = await nianbao('sites', 'check', 'nowhere-else')
  expect([code, lastLine(stderr)]).toEqual([2, expect.stringMatching(/^nianbao: usage: nowhere-else/u)])
})
