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
      '--replicas',
      join(home, 'map.json'),
    )
    expect(code).toBe(0)
    const { sources } = JSON.parse(stdout) as SiteCheck
    for (const { family, detected, rows, byYear, problems, advice, source } of sources) {
      expect([family, null]).toContain(detected)
      expect(rows).toBeGreaterThan(0)
      expect(Object.keys(byYear).length).toBeGreaterThan(0)
      expect(problems).toEqual([])
      expect(advice.some((line) => line.startsWith(`unverified['sources.${source}.`))).toBe(true)
    }
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

test('a site that nobody configured is a usage error', async () => {
  const { code, stderr } = await nianbao('sites', 'check', 'nowhere-else')
  expect([code, lastLine(stderr)]).toEqual([2, expect.stringMatching(/^nianbao: usage: nowhere-else/u)])
})
