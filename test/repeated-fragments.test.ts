import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { attachmentsOf } from '../src/discover/attachments.ts'
import { NianbaoError } from '../src/errors.ts'
import { readHtml } from '../src/extract/readers/html.ts'
import { familyOf, type FamilyName } from '../src/families/families.ts'
import { pageFault } from '../src/fetch/pageFault.ts'
import { scriptBody } from '../src/model/scriptBody.ts'
import type { Page } from '../src/model/page.ts'
import { markupFault } from '../src/pipeline/markupFault.ts'

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
]

/** The long form is for CI: at this size a pattern that takes time by the square needs hours. */
const characters = process.env['NIANBAO_LONG'] === '1' ? 2_000_000 : 200_000

function pageOf(fragment: string): Page {
  const text = `<html><head><title>政府信息公开年报</title></head><body>${fragment.repeat(Math.ceil(characters / fragment.length))}`
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
  { timeout: 60_000 },
  async (fragment) => {
    const page = pageOf(fragment)
    expect(() => pageFault(page.body, 'listing', new URL(column))).not.toThrow()
    if (markupFault(page.text) !== null) return
    readHtml({ text: page.text, charset: 'utf-8' })
    expect(attachmentsOf(page).length).toBeLessThan(2_000_000)
    expect(() => scriptBody(page.text)).not.toThrow()
    for (const name of names) {
      const family = familyOf(name)
      expect(() => [family.detect(page), family.suggest(page)]).not.toThrow()
      const outcome = await listed(name, page).catch((error: unknown) => error)
      expect(outcome === undefined || outcome instanceof NianbaoError, `${name}: ${String(outcome)}`).toBe(
        true,
      )
    }
  },
)
