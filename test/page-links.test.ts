import { load } from 'cheerio/slim'
import { expect, test } from 'vitest'
import { pointsToFile } from '../src/extract/pointsToFile.ts'
import { dropElements } from '../src/families/dropElements.ts'
import { fullerTitle, isCut, withoutCut } from '../src/families/links.ts'
import { watchPages } from '../src/discover/watchPages.ts'
import { NianbaoError } from '../src/errors.ts'
import type { Document } from '../src/model/document.ts'
import type { Original } from '../src/model/original.ts'

test('Elements are taken out of a page and what stands around them is joined', () => {
  const $ = load('<p>1</p><nav>2<nav>3</nav></nav><p>4</p><script>5</script><p>6</p>')
  dropElements($, 'nav, script')
  expect($.root().text()).toBe('146')
  expect($('p').first().nextAll().length).toBe(2)
  expect($('p').last().prevAll().length).toBe(2)
})

test.each(['年报…', '年报..', '年报。。 ', '年报...... '])(
  'A title that a listing cut is known without its dots: %s',
  (title) => {
    expect(isCut(title)).toBe(true)
    expect(withoutCut(title)).toBe('年报')
  },
)

test('What a link tells its reader to do is not its title', () => {
  expect(fullerTitle('点击在新窗口中打开链接，查看信息的详细内容', '金城街道')).toBe('金城街道')
  expect(fullerTitle('金城街道2022年政府信息公开工作年度报告', '金城街道')).toContain('年度报告')
})

test('An error that names only where a column led is told with the column', async () => {
  const asked = 'http://www.example.gov.cn/nb/2023/'
  const get = (message: string) =>
    watchPages(() => Promise.reject(new NianbaoError('soft-404', message)), [], 'trs').get({ url: asked })
  await expect(get('redirected to the front page http://www.example.gov.cn/')).rejects.toThrow(
    `${asked}: redirected to the front page`,
  )
  await expect(get(`${asked} answers nothing`)).rejects.toThrow(
    /^http:\/\/www\.example\.gov\.cn\/nb\/2023\/ answers/u,
  )
})

test('A page points to a file only where none is archived with it', () => {
  const original = (role: Original['role']): Original => ({
    ...{ bytes: new Uint8Array(), sha256: '', role, mediaType: 'text/html', name: null, url: null },
    ...{ captured: null, capture: null, parentUrl: null, listTitle: null, listDate: null, column: null },
  })
  const saying = (text: string): Document => ({
    ...{ container: 'html', charset: 'utf-8', metas: {} },
    blocks: [{ kind: 'paragraph', text }],
  })
  const provenance = { siteDivision: null, givenUnit: null, givenYear: null }
  const page = original('page')
  const told = (text: string, originals: readonly Original[]): string =>
    pointsToFile(page, saying(text), { originals, provenance })
  expect(told('全文见附件。', [page])).toContain('附件')
  expect(told('全文见附件。', [page, original('attachment')])).toBe('')
  expect(told('欢迎监督。', [page])).toBe('')
})
