import { load } from 'cheerio/slim'
import type { Page } from '../model/page.ts'
import { parseReportTitle } from '../model/reportTitle.ts'
import { asksForList } from './filledByScript.ts'
import { embeddedGroups } from './jpageXml.ts'
import { fold, printedText } from './links.ts'

/** Roots that applications fill (Vue, React, Nuxt, Next, Angular). */
const ROOTS = '#app, #root, #__nuxt, #__next, app-root'
/** What a column says that is kept elsewhere from now on. */
const MOVED =
  /(?:本|该|此|原|旧)(?:栏目|页面|专栏|版块|板块)[^。；！]{0,12}?(?:迁移|搬迁|迁至|移至|转移|停用|停止更新|不再更新|关闭|下线|合并)|新(?:栏目|版栏目|专栏)(?:地址|请|链接)|(?:请|敬请)(?:点击|访问|移步|前往|到)[^。；！]{0,6}新(?:栏目|版|专栏|网站)/u

/**
 * Signs of a list (别家的列表) that a page of plain rows holds or is to be given in another way, in words, given the titles that were listed:
 * a redesign leaves an old row or two on a page whose list is now made by a script, or elsewhere. One of them on the page, and what
 * is listed proves nothing of what is not.
 */
export function otherMakers(page: Page): (titles: readonly string[]) => readonly string[] {
  const $ = load(page.text)
  const asked = $('[querydata], [queryData]')
    .toArray()
    .some(({ attribs }) => /列表|list/iu.test(attribs['querydata'] ?? attribs['queryData'] ?? ''))
  const hasScripts = $('script[src]').length > 0
  const root = $(ROOTS)
    .toArray()
    .find((element) => hasScripts && fold($(element).text()) === '' && $(element).find('a').length === 0)
  const told = embeddedGroups(page.text, { url: page.url, sha256: page.sha256 }).flatMap(({ group }) =>
    group.links.flatMap(({ title }) => (parseReportTitle(title).kind === 'report' ? [title] : [])),
  )
  const script = asksForList(page.text)
  const notice = MOVED.exec(printedText(page.text))?.[0]
  const signs = [
    ...(asked ? ['a list that queryData asks an interface for'] : []),
    ...(root === undefined ? [] : [`what a script is to put into ${root.attribs['id'] ?? root.name}`]),
    ...(script === null ? [] : [`what a script asks ${script} for`]),
    ...(notice === undefined ? [] : [`the notice ${notice}`]),
  ]
  return (titles) => {
    const listed = new Set(titles)
    const left = new Set(told.filter((title) => !listed.has(title)))
    const [first] = left
    return first === undefined ? signs : [...signs, `${left.size} reports in a datastore, ${first} the first`]
  }
}
