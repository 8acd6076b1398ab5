import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { withhold } from '../src/pipeline/withhold.ts'
import { unitPath } from '../src/model/permalink.ts'
import { config, hostileId, hostilePage } from './explorer-archive.ts'
import { testFolder } from './archive-folder.ts'
import { commandLine, nianbao, root } from './running/nianbao.ts'
import { archive, clock, docx, hostilePath, orderFor, served, sha } from './explorer/servedArchive.ts'

describe('What is withheld', () => {
  test('vanishes from every page at once, while the server runs, and from the published files', async () => {
    const folder = join(testFolder(), 'archive')
    cpSync(archive, folder, { recursive: true })
    const out = join(testFolder(), 'site')
    const order = await orderFor(folder)
    await publishSite(order, out)
    const own = await serveExplorer(order, { port: 0, host: '127.0.0.1' })
    const text = async (path: string) => (await fetch(new URL(path, own.url))).text()
    const asked = encodeURIComponent('桃花岛')
    const compared = `/compare/330105001/2022/${unitPath(hostileId.slice(0, -5))}/2022/`
    try {
      expect(await text(hostilePath)).toContain('桃花岛')
      expect(await text(compared)).toContain('桃花岛')
      expect(await text(`/search/?q=${asked}`)).toContain('<mark>桃花岛</mark>')
      const order = { archive: folder, config, clock, sha256: sha(hostilePage), by: '李', reason: 'a name' }
      await withhold({ ...order, action: 'withhold' })
      for (const path of [
        hostilePath,
        `/original/${sha(hostilePage)}/`,
        '/changes/',
        '/findings/note-in-cell/',
        ...[compared, '/findings/note-in-cell/findings.csv', '/search/reports.csv?year=2022'],
      ])
        expect(await text(path), path).not.toContain('桃花岛')
      expect(await text(`/search/?q=${asked}`)).toContain('没有符合的报告')
      expect(await text(hostilePath)).toContain('不公开')
      expect(await text(`/original/${sha(hostilePage)}/`)).toContain('a name')
      expect(await text(`/original/${sha(hostilePage)}/view/`)).toContain('a name')
      expect(await text(`/original/${sha(hostilePage)}/view/`)).not.toContain('正文在此')
      for (const path of ['document/', `${sha(hostilePage)}.html.txt`])
        expect((await fetch(new URL(`/original/${sha(hostilePage)}/${path}`, own.url))).status, path).toBe(
          404,
        )
    } finally {
      await own.close()
    }
    await publishSite(order, out)
    expect(existsSync(join(out, 'original', sha(hostilePage), `${sha(hostilePage)}.html.txt`))).toBe(false)
    expect(readdirSync(join(out, 'original', sha(hostilePage))).sort()).toEqual(['index.html', 'view'])
  })
})

describe('Published files', () => {
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .flatMap((entry) =>
        entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [],
      )
      .sort()

  test('hold the same pages, need no server, and are written again only where something changed', async () => {
    const out = join(testFolder(), 'deep/site')
    const first = await publishSite(await orderFor(archive), out)
    const files = filesIn(out)
    expect(first.written).toBe(first.files)
    expect(files).toHaveLength(first.files + 1)
    expect(files).toContain('report/330105001/2022/index.html')
    expect(files).toContain('en/report/330105/财政局/2022/index.html')
    expect(files).toContain(`original/${sha(docx)}/${sha(docx)}.docx`)
    expect(sha(readFileSync(join(out, `original/${sha(docx)}/${sha(docx)}.docx`)))).toBe(sha(docx))
    expect(readFileSync(join(out, 'search/index.html'), 'utf8')).toContain('不能检索')
    for (const name of files.filter((each) => each.endsWith('.html'))) {
      const $ = load(readFileSync(join(out, name), 'utf8'))
      const places = new Set($('[id]').map((_, { attribs }) => attribs['id']))
      expect($('script, form').length, name).toBe(0)
      expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toContain("default-src 'none'")
      for (const link of $('a[href], link[href], iframe[src]')) {
        const given = $(link).attr('href') ?? $(link).attr('src') ?? ''
        if (given === '' || /^https?:/u.test(given)) continue
        const [to = '', place] = given.replace(/\?[^#]*/u, '').split('#')
        if (to === '') {
          expect(places.has(decodeURIComponent(place ?? '')), `${name} → ${given}`).toBe(true)
          continue
        }
        const target = resolve(out, name, '..', decodeURIComponent(to), to.endsWith('/') ? 'index.html' : '')
        expect(existsSync(target), `${name} → ${to}`).toBe(true)
      }
    }
    expect(
      files.filter((name) => /\.(?:html|xml|mht|js|svg)$/u.test(name) && !name.endsWith('index.html')),
      // feeds are ours, and hold the words of others as text (test/feeds.test.ts)
    ).toEqual([...files.filter((name) => /^(?:en\/)?feeds\/.*\.xml$/u.test(name)), 'icon.svg'])

    const times = () => files.map((name) => statSync(join(out, name)).mtimeMs)
    const before = times()
    expect(await publishSite(await orderFor(archive), out)).toMatchObject({ written: 0, removed: 0 })
    expect(times()).toEqual(before)

    rmSync(join(out, 'index.html'))
    expect(await publishSite(await orderFor(archive), out)).toMatchObject({ written: 1, removed: 0 })
  })

  test('that nothing leads to any more are removed where nobody changed them', async () => {
    const folder = join(testFolder(), 'archive')
    cpSync(archive, folder, { recursive: true })
    const out = join(testFolder(), 'site')
    await publishSite(await orderFor(folder), out)
    writeFileSync(join(out, 'mine.txt'), 'mine')
    writeFileSync(join(out, 'report/330105001/2021/index.html'), 'changed by somebody')
    rmSync(join(folder, 'zhejiang-gongshu/reports/2021/330105001.json'))
    const { removed, foreign } = await publishSite(await orderFor(folder), out)
    expect(removed).toBeGreaterThan(3)
    expect(foreign).toEqual(['report/330105001/2021/index.html'])
    expect(existsSync(join(out, 'en/report/330105001/2021'))).toBe(false)
    expect(existsSync(join(out, 'en/year/2021'))).toBe(false)
    expect(readFileSync(join(out, 'mine.txt'), 'utf8')).toBe('mine')
  })

  test('are refused in the archive, and over what no publication wrote', async () => {
    for (const place of ['', 'site', 'zhejiang-gongshu/x'])
      await expect(publishSite(await orderFor(archive), join(archive, place))).rejects.toMatchObject({
        code: 'usage',
      })
    const out = testFolder()
    writeFileSync(join(out, 'index.html'), 'my own page')
    await expect(publishSite(await orderFor(archive), out)).rejects.toMatchObject({ code: 'usage' })
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('my own page')
  })
})

describe('The verbs', () => {
  test('serve listens on this machine alone unless told otherwise', async () => {
    const [program, ...args] = commandLine(['serve', '--port', '0', '--archive', archive])
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    const ended = once(child, 'close')
    try {
      const [line] = (await once(child.stderr.setEncoding('utf8'), 'data')) as [string]
      const { hostname, port } = new URL(/http:\S+/u.exec(line)?.[0] ?? 'http://none/')
      expect(hostname).toBe('127.0.0.1')
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
      // another address of this machine: whoever listened on every address would answer there
      await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow()
    } finally {
      child.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    }
  })

  test('publish tells what was written, and serve refuses an address that cannot be had', async () => {
    const out = join(testFolder(), 'site')
    const written = await nianbao('publish', out, '--archive', archive, '--json')
    expect([written.code, written.stderr]).toEqual([0, ''])
    expect(JSON.parse(written.stdout)).toMatchObject({ removed: 0, foreign: [] })
    const { port } = new URL(served.url)
    const refused = await nianbao('serve', '--port', port, '--archive', archive)
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('choose another --port')])
    expect((await nianbao('serve', '--port', 'x', '--archive', archive)).code).toBe(2)
  })
})
