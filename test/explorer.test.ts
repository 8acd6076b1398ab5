import { join } from 'node:path'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { serveExplorer } from '../src/pipeline/exploreServe.ts'
import { unitPath } from '../src/model/permalink.ts'
import { archiveToExplore, hostileId, hostilePage } from './explorer-archive.ts'
import { testFolder } from './archive-folder.ts'
import {
  docx,
  failures,
  get,
  hostilePath,
  orderFor,
  page,
  served,
  servedArchive,
  sha,
} from './explorer/servedArchive.ts'

servedArchive()

/** One address of every kind of page. */
const kinds = [
  ...[
    '/',
    '/search/',
    '/search/?q=米市巷',
    '/region/',
    '/region/33/',
    '/region/330105/',
    '/year/2022/',
    '/unit/330105001/',
  ],
  ...[
    '/unit/330105/财政局/',
    '/report/330105001/2022/',
    '/report/330105/财政局/2022/',
    hostilePath,
    `/edition/${sha('two')}/`,
  ],
  ...[
    `/original/${sha(docx)}/`,
    `/original/${sha(docx)}/view/`,
    `/original/${sha(hostilePage)}/`,
    `/original/${sha(hostilePage)}/view/`,
  ],
  ...[
    '/findings/',
    '/findings/note-in-cell/',
    '/coverage/',
    '/coverage/zhejiang-gongshu/',
    '/changes/',
    '/codebook/',
    '/downloads/',
    '/status/',
  ],
  ...[
    '/compare/',
    '/compare/?a=330105001/2022&q=街道',
    '/compare/330105001/2021/330105001/2022/',
    `/compare/330105001/2022/${unitPath(hostileId.slice(0, -5))}/2022/`,
  ],
  ...['/rankings/', '/rankings/received/township/2022/all/', '/rankings/received/county-body/2022/all/'],
  '/findings/?region=33&year=2022',
]

describe('Every page', () => {
  test.each(kinds.flatMap((path) => [path, `/en${path}`]))(
    '%s is there, in its language, with one heading',
    async (path) => {
      const { status, headers, text } = await page(path)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/html; charset=UTF-8')
      const $ = load(text)
      expect($('html').attr('lang')).toBe(path.startsWith('/en/') ? 'en' : 'zh-CN')
      expect($('h1')).toHaveLength(1)
      expect($('title').text()).not.toBe('')
      expect(failures).toEqual([])
    },
  )

  test.each(kinds)(
    '%s runs nothing, loads nothing from elsewhere, and shows what is hostile as text',
    async (path) => {
      const { headers, text } = await page(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/script-src|unsafe|\*|http/u)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      const $ = load(text)
      expect(
        $('script, style, base, object, embed, img, [onerror], [onload], [onclick], [style]').length,
      ).toBe(0)
      expect($('form').not('.search').length).toBe(0)
      for (const link of $('[href], [src], [action]')) {
        const to = $(link).attr('href') ?? $(link).attr('src') ?? $(link).attr('action') ?? ''
        expect(to).not.toMatch(/^\s*(?:javascript|data|vbscript):|^\/|evil/iu)
      }
      for (const frame of $('iframe')) expect($(frame).attr('sandbox')).toBe('')
      expect(text).not.toContain('<script>document.title')
    },
  )

  test('has no inner link that leads nowhere, in either language', async () => {
    const seen = new Set(['/', '/en/'])
    for (const path of seen) {
      const response = await get(path)
      expect([path, response.status]).toEqual([path, 200])
      if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) continue
      const $ = load(await response.text())
      for (const link of $('a[href], iframe[src], link[href]')) {
        const to = new URL($(link).attr('href') ?? $(link).attr('src') ?? '', new URL(path, served.url))
        if (to.origin === new URL(served.url).origin && to.search === '') seen.add(to.pathname)
      }
    }
    expect(seen.size).toBeGreaterThan(60)
  })

  test('of a replica archive says so, and of a live one does not', async () => {
    const folder = join(testFolder(), 'archive')
    await archiveToExplore(folder, 'replica')
    const replica = await serveExplorer(await orderFor(folder), { port: 0, host: '127.0.0.1' })
    try {
      for (const path of kinds) {
        expect(await (await fetch(new URL(path, replica.url))).text(), path).toContain('副本库')
      }
      for (const path of kinds.slice(0, 3)) expect((await page(path)).text, path).not.toContain('副本库')
    } finally {
      await replica.close()
    }
  })
})

describe('Permalinks', () => {
  test('keep their shape: reports, figures, editions, originals', async () => {
    expect([unitPath('330105001'), unitPath('330105/财政局')]).toEqual(['330105001', '330105/财政局'])
    expect(unitPath('330105/市场监督管理局（知识产权局）')).toBe('330105/市场监督管理局（知识产权局）')
    expect(unitPath('330105/a/../b')).toBe(`330105/~${sha('a/../b').slice(0, 16)}`)
    const $ = load((await page('/report/330105001/2022/')).text)
    expect($('[id="figure-proactive.normative_documents.in_force"]')).toHaveLength(1)
    expect((await page(`/edition/${sha('one')}/`)).text).toContain(sha('one'))
  })

  test('of an edition that was replaced still lead to it', async () => {
    const $ = load((await page(`/edition/${sha('one')}/`)).text)
    expect($('main').text()).toContain('版本 1 / 2')
  })
})
