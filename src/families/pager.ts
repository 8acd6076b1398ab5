import { load } from 'cheerio/slim'
import { baseOf, fold, printedText, resolveLink } from './links.ts'
import { pageControls, type PageControl } from './pagerControls.ts'
import { scriptedTotal, type ScriptedTotal } from './scriptedTotal.ts'

/** What a static list page prints about its length and its next page. */
export interface Pager {
  /** 共N条, or null. */
  readonly rows: number | null
  /** Row count handed to a paging script as its last argument; not every site means rows by it. */
  readonly counted: number | null
  /** 共N页, `1/144`, the total of a paging script, or the page that a scripted 尾页 goes to; null when not printed. */
  readonly pages: number | null
  /** Address behind 下一页, where it is a plain link. */
  readonly next: string | null
  /** Places where page 2 may be, by the paging script's convention: the first that gives new links is right. */
  readonly templates: readonly string[]
  /** What can be pressed, whether it leads to an address or only moves a script. */
  readonly controls: readonly PageControl[]
  /** What a script of another make is told of the list's length; to be held against the rows. */
  readonly scripted: ScriptedTotal | null
}

const NEXT = /^(?:下一?[页頁]|后一?页|next|>|>>|›|»|＞)$/iu
const LAST = /^(?:尾页|末页|最后一?页|last)$/iu
const ROWS =
  /(?<!(?:每页|本页|当前页|更新[:：]?|新增[:：]?|今日[:：]?)\s*)(?:共计?|总计|总共)\s*(?:有|:|：)?\s*(\d+)\s*(?:条|篇|项|个(?!页))/u
const PAGES = /(?:共计?|总计|总共|\/)\s*(\d+)\s*页|页次?[:：]?\s*\d+\s*\/\s*(\d+)/u
const SLASHED = /共\s*\d+\s*条\s*\d+\s*\/\s*(\d+)/u
// TRS: createPageHTML(total, current, "index", "html"[, style, rows]) and
// createPageHTML('id', total, current, 'index', 'html', rows); the total may be a variable
const SCRIPT =
  /createPageHTML\(\s*(?:(['"])[\w-]+\1\s*,\s*)?(\w+)\s*,\s*\w+\s*,\s*(['"])([\w-]+)\3\s*,\s*(['"])\.?(\w+)\5(?:\s*,\s*(['"])[\w-]*[a-z_-][\w-]*\7)?(?:\s*,\s*['"]?(\d+))?/iu
const PLUGIN = /\.pagination\(\s*['"]setPage['"]\s*,\s*\d+\s*,\s*(\d+)/u
// 龙讯: Ls.pagination("#page_1", function (pageIndex) {…}, {currPage: (0+1), pageCount: 3})
const LONSUN = /\bLs\.pagination\([\s\S]{0,2000}?\bpageCount['"]?\s*:\s*\(?['"]?(\d+)/u
const VARIABLE = /\b(?:countPage|conten?tpage|contenpage|totalPages?|pageCount)['"]?\s*[=:]\s*['"]?(\d+)/iu

/** Reads the pager of a static list page; `base` is the page's own URL. */
export function pagerOf(html: string, base: string): Pager {
  const $ = load(html)
  const from = baseOf($, base)
  const anchors = $('a[href]')
    .toArray()
    .map((element) => $(element))
  const last = anchors.find((anchor) => LAST.test(anchor.text().replace(/\s/gu, '')))
  const next = anchors.find((anchor) => NEXT.test(fold(anchor.text())) || anchor.attr('rel') === 'next')
  const script = SCRIPT.exec(html)
  const plugin = PLUGIN.exec(html)
  const text = printedText(html)
  const pages = PAGES.exec(text)
  const url = next === undefined ? null : resolveLink(next.attr('href') ?? '', from)
  return {
    rows: number(ROWS.exec(text)?.[1]),
    counted: number(script?.[8]),
    pages:
      positive(script?.[2]) ??
      positive(
        plugin?.[1] ??
          LONSUN.exec(html)?.[1] ??
          VARIABLE.exec(html)?.[1] ??
          SLASHED.exec(text)?.[1] ??
          pages?.[1] ??
          pages?.[2],
      ) ??
      scriptedPage(last?.attr('href') ?? '', last?.attr('onclick') ?? ''),
    next: url === base ? null : url,
    templates: scriptTemplates(script, plugin),
    controls: pageControls(html, base),
    scripted: scriptedTotal(html),
  }
}

/**
 * TRS counts its files from 0 in one convention and from 1 in the others, and pages print one and mean the other.
 * From 0 is tried first: the `index_2` of such a list exists as well, and is its third page.
 */
function scriptTemplates(script: RegExpExecArray | null, plugin: RegExpExecArray | null): readonly string[] {
  if (script === null && plugin === null) return []
  const [name, extension] = [script?.[4] ?? 'index', script?.[6] ?? 'html']
  return [`${name}_{n-1}.${extension}`, `${name}_{n}.${extension}`]
}

/** Where `javascript:goPage(12)` goes; 1 may be the second page of a script that counts from 0, and says nothing. */
function scriptedPage(href: string, onclick: string): number | null {
  const page = number(/\(\s*['"]?(\d+)['"]?\s*\)/u.exec(`${href} ${onclick}`)?.[1])
  return page !== null && page > 1 ? page : null
}

function number(digits: string | undefined): number | null {
  return digits === undefined || !/^\d+$/u.test(digits) ? null : Number.parseInt(digits, 10)
}

/** Scripts begin with a total of 0 and learn the true one later: it says nothing. */
function positive(digits: string | undefined): number | null {
  const value = number(digits)
  return value === 0 ? null : value
}
