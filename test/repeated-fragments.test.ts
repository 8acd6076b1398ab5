import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { NianbaoError } from '../src/errors.ts'
import { readHtml } from '../src/extract/readers/html.ts'
import { familyOf, type FamilyName } from '../src/families/families.ts'
import { pageFault } from '../src/fetch/pageFault.ts'
import { holdsContent } from '../src/fetch/scriptedContent.ts'
import { scriptBody } from '../src/model/scriptBody.ts'
import type { Page } from '../src/model/page.ts'
import { markupFault } from '../src/model/markupFault.ts'
import { isLong } from './running/everyday.ts'

const column = 'http://www.test.gov.cn/col/col1/index.html'
const sources: Readonly<Record<FamilyName, object>> = {
  'hanweb-jpage': { column },
  'hanweb-xxgk': { column },
  'hanweb-jpaas': { column },
  truecms: { column },
  epoint: { category: '003' },
  ucap: { site: 'x', channel: 'c111273' },
  vsb: { list: column },
  trs: { list: column },
  gkmlpt: {},
  nfcms: { list: column },
  lonsun: { list: column },
  openness: { list: column },
  'static-list': { list: column },
  'browser-list': { list: column },
}
const names = Object.keys(sources) as readonly FamilyName[]

const fragments = [
  ...['<record>', '<datastore>', '<nextgroup>', '<a ', "<a href='", '<!--', '<td', '<li>', '<p>政府信息公开'],
  ...['<meta name=', '<script>', '<style>', '<iframe src=', '<UCAPCONTENT>', '<ul><li><a href=x>'],
  ...['{', '[[[', '((((', "'", '"', '&#', 'a{', '共', '第1页', '2023年', 'href="javascript:'],
  ...['ajaxParam:{', 'queryData="', 'window._CONFIG={', 'createPageHTML(', 'var countPage='],
  ...['<style>@a', '@a', 'a:', '乡镇', '2023年度', '1', ':', '其他', '复议', '\u00ad'],
  ...['<li onclick="go(2)">街道', '<select><option>1', '<a href="#" data-page=2>2</a>', '<button>下一页'],
  ...['new Pager({total:18,', 'fetch("/a?', '<script>fetch("/a</script>', '<script>pager({a,</script>'],
  ...['<script>"东街街道2023年政府信息公开年报",</script>', '<a href="javascript:go(2)">2022年</a>'],
  ...['showVsbpdfIframe(', 'viewer.html?file=', '/public/column/'],
  ...['showVsbpdfIframe(', 'viewer.html?file=', '/public/column/', '<script ', '<a href=";.pdf'],
  ...[
    '"module/xxgk/search.jsp',
    "'module/xxgk/tree.jsp?",
    "funclick('a'",
    "funclick('a')>",
    'module/xxgk/search.jsp',
  ],
  ...['"messageController/getMessage.do', 'messageController/getMessage.do'],
]

/** The long form is for CI: at its size a pattern that takes time by the square needs hours, at the other one minutes. */
const characters = isLong ? 2_000_000 : 20_000
/** Milliseconds: fourteen families read it up to four times each; by the square it would be hours. */
const timeout = isLong ? 300_000 : 60_000

function pageOf(fragment: string, times = Math.ceil(characters / fragment.length)): Page {
  const text = `<html><head><title>政府信息公开年报</title></head><body>${fragment.repeat(times)}`
  const body = Buffer.from(text)
  const sha256 = createHash('sha256').update(body).digest('hex')
  return { url: column, status: 200, headers: {}, body, text, sha256 }
}

/** Lists with a host that answers everything with this page, and after three answers nothing. */
async function listed(name: FamilyName, page: Page): Promise<void> {
  let answers = 0
  const get = ({ url }: { readonly url: string }): Promise<Page> => {
    answers += 1
    return answers > 3
      ? Promise.reject(new NianbaoError('not-found', 'no more'))
      : Promise.resolve({ ...page, url })
  }
  const tools = { origin: 'http://www.test.gov.cn', get, remembered: null, remember: () => undefined }
  await Array.fromAsync(familyOf(name).list(sources[name], tools))
}

test.each(fragments)(
  'a page of %s without end is read by everything that reads pages, or refused with a code',
  { timeout },
  async (fragment) => {
    const page = pageOf(fragment)
    expect(() => pageFault(page.body, 'listing', new URL(column))).not.toThrow()
    if (markupFault(page.text) !== null) return
    readHtml({ text: page.text, charset: 'utf-8' })
    expect(attachmentsOf(page).length).toBeLessThan(2_000_000)
    expect(() => scriptBody(page.text)).not.toThrow()
    for (const name of names) {
      const family = familyOf(name)
      const suggested = await Promise.resolve(page)
        .then((given) => [family.detect(given), family.suggest(given)])
        .catch(same)
      const outcome = await listed(name, page).catch(same)
      for (const end of [suggested, outcome])
        expect(!(end instanceof Error) || end instanceof NianbaoError, `${name}: ${String(end)}`).toBe(true)
    }
  },
)

const same = (error: unknown): unknown => error

/** What a page can repeat in a well-formed way; in the long form each is as long as markupFault lets it be. */
const some = (most: number): number => (isLong ? most : Math.ceil(most / 25))
const shapes: Readonly<Record<string, string>> = {
  'empty navigation': '<nav></nav>'.repeat(some(290_000)),
  'empty scripts': '<script></script>'.repeat(some(290_000)),
  'opened scripts': '<script '.repeat(some(590_000)),
  'dots in a title': `<a href="/a/100101.html" title="${'.'.repeat(some(400_000))}x">通知</a>`,
  'dots in a link': `<a href="/a/100101.html">${'。'.repeat(some(400_000))}x</a>`,
  'deep boxes with long class names': `${`<div class="${'x'.repeat(10_000)}">`.repeat(800)}${'<a href="/n/100101.html">新闻</a>'.repeat(some(19_000))}`,
  'links behind many words in one box': `<div>${'<i></i>'.repeat(some(250_000))}${'<a href="/n/100101.html">新闻</a>'.repeat(some(19_000))}`,
  'clicks around clicks': `${'<div onclick="f()">'.repeat(900)}${'年报'.repeat(some(500_000))} .pdf`,
  'an address of semicolons': `<a href="/f/${';.pdf'.repeat(some(200_000))}/x">年报</a>`,
  'files without end': '<a href="/f/1.pdf">年报.pdf</a>'.repeat(some(250_000)),
  'deep boxes in a script': `<script>window.X={content:"${'<div>'.repeat(some(400_000))} .pdf"}</script>`,
  'deep boxes in an attribute': `<iframe srcdoc="${'&lt;div>'.repeat(some(250_000))} .pdf"></iframe>`,
  'openings of one address': `"${'module/xxgk/search.jsp'.repeat(some(50_000))}`,
  'openings of one interface': `"${'messageController/getMessage.do'.repeat(some(50_000))}`,
}

/** `files`, or the code with which the page is refused. */
function filesRead(page: Page): string {
  try {
    attachmentsOf(page)
    return 'files'
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error
    return error.code
  }
}

test.each(Object.entries(shapes))(
  'a page with %s is read for links, files and scripts in time that grows with its length',
  { timeout },
  async (_name, inside) => {
    const page = pageOf(`<a href="/a/100100.html">2022年政府信息公开年报</a>${inside}`, 1)
    expect(() => holdsContent(page.body)).not.toThrow()
    expect(() => pageFault(page.body, 'page', new URL(column))).not.toThrow()
    if (markupFault(page.text) !== null) return
    expect(['files', 'too-large']).toContain(filesRead(page))
    for (const name of ['hanweb-xxgk', 'truecms', 'openness', 'static-list'] as const) {
      const outcome = await listed(name, page).catch((error: unknown) => error)
      expect(outcome === undefined || outcome instanceof NianbaoError, `${name}: ${String(outcome)}`).toBe(
        true,
      )
    }
  },
)
