import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Report } from '../src/model/report.ts'
import type { Capture } from '../src/model/capture.ts'
import { epointReplica } from './replicas/epointReplica.ts'
import { gkmlptReplica } from './replicas/gkmlptReplica.ts'
import { publications } from './replicas/publications.ts'
import { startReplica, type Replica } from './replicas/replicaServer.ts'
import { lastRunOf } from './running/lastRunOf.ts'
import { nianbao, root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const host = 'www.test.gov.cn'
const words = { site: '清远市清城区人民政府', host }
const published = publications({
  division: '清远市清城区',
  units: ['凤城街道', '财政局', '清城区'],
  years: [2021, 2022, 2023],
})
const wanted = published.filter(({ report }) => report !== null)
const bare = (title: string): string => title.replace(/\s/gu, '')

const gkmlpt = gkmlptReplica({
  words,
  base: '/qcq',
  sid: () => 763001,
  tree: () => [
    { id: 12, name: '政府信息公开指南' },
    { id: 13, name: '政府信息公开制度' },
    { id: 14, name: '法定主动公开内容' },
    { id: 20, name: '政府信息公开年报', publications: published },
  ],
  mobile: ({ number }) => number % 3 === 0,
})
const epoint = epointReplica({
  words,
  project: '/EpointWebBuilder',
  siteGuid: () => '7eb5f7f1-9041',
  category: '003002007',
  publications: () => published,
})

// no live site of these families is known by its host: the site file is made here
describe.each<readonly [string, string, Replica]>([
  ['gkmlpt', "{ family: 'gkmlpt', base: '/qcq' }", gkmlpt],
  ['epoint', "{ family: 'epoint', category: '003002007' }", epoint],
])('A site on %s, crawled by the command line', (family, source, replica) => {
  test('every report is found once, kept and read, no trap is taken, the next night is quiet, and the archive holds', async () => {
    const server = await startReplica([replica])
    onTestFinished(() => server.close())
    const home = await temporaryFolder()
    const archive = join(home, 'archive')
    await mkdir(join(home, 'sites/guangdong'), { recursive: true })
    await writeFile(
      join(home, 'sites/guangdong/qingcheng.ts'),
      `import { defineSite } from '${pathToFileURL(join(root, 'src/sites/defineSite.ts')).href}'
export default defineSite({
  id: 'guangdong-qingcheng',
  name: '清远市清城区人民政府',
  division: '441802',
  hosts: ['${host}'],
  sources: [${source}],
  expect: { from: 2021, perYear: [3, 9] },
})
`,
    )
    await writeFile(join(home, 'map.json'), JSON.stringify({ [host]: server.origin }))
    const options = [
      '--archive',
      archive,
      '--sites',
      join(home, 'sites'),
      '--replicas',
      join(home, 'map.json'),
    ]

    const first = await nianbao('crawl', ...options, '--now', '2024-06-01')
    expect(first.code, first.stdout + first.stderr).toBe(0)
    const folder = join(archive, 'guangdong-qingcheng')
    const files = (await readdir(join(folder, 'reports'), { recursive: true })).filter((name) =>
      name.endsWith('.json'),
    )
    const reports = await Promise.all(
      files.map(async (name) =>
        Report.parse(JSON.parse(await readFile(join(folder, 'reports', name), 'utf8'))),
      ),
    )
    expect(reports.map(({ title }) => bare(title)).sort()).toEqual(
      wanted.map(({ title }) => bare(title)).sort(),
    )
    for (const { figures, cells } of reports) {
      expect(Object.keys(figures).length).toBeGreaterThan(100)
      expect(Object.keys(cells).sort()).toEqual(Object.keys(figures).sort())
    }
    const attached = reports.filter(({ sources }) => sources.some(({ role }) => role === 'attachment'))
    expect(attached.length).toBe(wanted.filter(({ attachment }) => attachment !== null).length)
    expect(attached.length).toBeGreaterThan(0)
    const [seen] = (await lastRunOf(archive)).sites
    expect([seen?.alarms, seen?.troubles, seen?.unread]).toEqual([[], [], []])

    const lines = (await readFile(join(folder, 'captures.jsonl'), 'utf8')).trimEnd().split('\n')
    const listing = lines.map((line) => JSON.parse(line) as Capture).find(({ role }) => role === 'listing')
    expect(listing?.method).toBe(family === 'epoint' ? 'POST' : 'GET')
    if (family === 'epoint') expect(listing?.json).toMatchObject({ categorynum: '003002007', pageIndex: 0 })

    // one of two nights may be that of the rota, on which the way to the list is asked for too
    const asked: number[] = []
    for (const date of ['2024-06-02', '2024-06-03']) {
      const before = server.seen().length
      const quiet = await nianbao('crawl', ...options, '--now', date)
      expect(quiet.code, quiet.stdout + quiet.stderr).toBe(0)
      asked.push(server.seen().length - before)
    }
    expect(Math.min(...asked)).toBe(1)
    const again = await nianbao('crawl', '--recheck', ...options, '--now', '2024-06-03')
    expect(again.code, again.stdout + again.stderr).toBe(0)
    const kept = (await readFile(join(folder, 'captures.jsonl'), 'utf8')).split('"role":"listing"').length
    expect(kept).toBe(lines.filter((line) => line.includes('"role":"listing"')).length + 1)
    const checked = await nianbao('verify', '--archive', archive)
    expect(checked.code, checked.stdout + checked.stderr).toBe(0)
  }, 120_000)
})
