import { createHash } from 'node:crypto'
import type { TextChange } from '../model/report.ts'
import { signedOn } from './identitySigned.ts'
import type { Reading } from './reading.ts'

/** A paragraph of what is compared between editions. */
export interface Paragraph {
  readonly section: TextChange['section']
  readonly text: string
}

/** The prose of a reading as editions compare it (docs/decisions/0035): a web page without what its box holds around the report. */
export function paragraphsOf({ printedTitle, signed, sections, original }: Reading): readonly Paragraph[] {
  const isPage = original.role === 'page' || isMarkup(original.bytes)
  const body = sections.flatMap(({ key, heading, text }, at): Paragraph[] => {
    const lines = text.split('\n')
    const isEdge = key === 'preface' || at === sections.length - 1
    const own = isPage && isEdge ? withoutChrome(lines, key === 'preface') : lines
    return [heading, ...own].filter((line) => bare(line) !== '').map((line) => ({ section: key, text: line }))
  })
  // Of a page the date counts where the report ends: further down the template may print that of the visit.
  const date = isPage ? (body.map(({ text }) => signedOn(bare(text))).findLast(Boolean) ?? null) : signed
  return [...paragraph('title', printedTitle), ...body, ...paragraph('signed', date)]
}

/**
 * What is compared of one source with itself: its prose, the notes in its cells (55（含自然失效29件）) and the rows that no form has.
 * Between a page and a file these differ in print alone.
 */
export function wordingOf(reading: Reading): readonly Paragraph[] {
  const notes = Object.entries(reading.cells)
    .filter(([, { raw }]) => !onlyNumber.test(raw))
    .map(([metric, { raw }]) => ({ section: sectionOf(metric), text: `${metric} ${raw}` }))
  const rows = reading.localRows.map(({ table, labels, cells }) => {
    const section = sectionOf(table === 'review_litigation' ? 'review' : table)
    return { section, text: [...labels, ...cells.map(({ evidence }) => evidence.raw)].join(' ') }
  })
  return [...paragraphsOf(reading), ...notes, ...rows]
}

/** Signs that stand for a blank or a number say nothing beside the figure. */
const onlyNumber = /^[\d０-９.,，．\s%％+/／－—–-]*$/u

/** The section of the table that a metric stands in. */
function sectionOf(metric: string): Paragraph['section'] {
  const [table] = metric.split('.')
  if (table === 'proactive' || table === 'applications') return table
  return table === 'review' || table === 'litigation' ? 'review_litigation' : 'other'
}

const paragraph = (section: Paragraph['section'], text: string | null): readonly Paragraph[] =>
  text === null ? [] : [{ section, text }]

/** SHA-256 of the content: the same for every original that says the same. */
export function digestOf(reading: Reading): string {
  return createHash('sha256')
    .update(JSON.stringify([wordsOf(reading, true), figuresOf(reading)]))
    .digest('hex')
}

/** Whether two states of one source say the same. */
export const isSameWording = (a: Reading, b: Reading): boolean =>
  saysTheSame(a, b) && JSON.stringify(extras(a)) === JSON.stringify(extras(b))

const extras = (reading: Reading): readonly string[] =>
  wordingOf(reading)
    .slice(paragraphsOf(reading).length)
    .map(({ text }) => bare(text))

/** Whether two readings have the same content. One that prints no title of its own, as an article under a list's, contradicts none. */
export function saysTheSame(a: Reading, b: Reading): boolean {
  const titled = a.printedTitle !== null && b.printedTitle !== null
  const content = (reading: Reading): string => JSON.stringify([wordsOf(reading, titled), figuresOf(reading)])
  return content(a) === content(b)
}

const wordsOf = (reading: Reading, titled: boolean): readonly unknown[] =>
  paragraphsOf(reading)
    .filter(({ section }) => titled || section !== 'title')
    .map(({ section, text }) => [section, bare(text)])

const figuresOf = ({ figures }: Reading): readonly unknown[] =>
  Object.entries(figures).sort(([a], [b]) => (a < b ? -1 : 1))

/** Nearly every paragraph; to look for what prints nothing costs ten times as much. */
const allPrinted = /^[!-~一-龥、。“”《》（），：；]*$/u

/** White space is the template's, not the author's; so are characters that print nothing (zero-width, soft hyphens, selectors). */
export const bare = (text: string): string =>
  allPrinted.test(text) ? text : text.replace(/[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]+/gu, '')

const isMarkup = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 64)).toString('latin1').replace(/^ï»¿/u, '').trimStart().startsWith('<')

/** What pages print of the visit: counters, the date of today, tools for readers. */
const ofTheVisit =
  /^(?:今天是|现在是|欢迎(?:您|访问)|您是第)|^[【[（(]?(?:浏览|访问|阅读|点击|查看)(?:次数|人数|量|数)?[：:\d]|(?:浏览|访问|阅读|点击)(?:次数|人数|量|数)[：:]?\d*次?[】\])）]?$/u

/** Words with which a template goes on behind an article. No report begins a paragraph with them. */
const behindArticles =
  /^[【[（(]?(?:分享[到至：:]|扫一扫|扫码|扫描二维码|相关(?:新闻|链接|文章|阅读|推荐|稿件|信息|文件|附件)[：:】\]]?$|(?:推荐|延伸)阅读|热门|版权所有|版权声明|copyright|©|(?:本站|网站)?温馨提示|主办(?:单位)?[：:]|承办(?:单位)?[：:]|网站(?:标识码|地图)|责任编辑|编辑[：:]|上一[篇条]|下一[篇条]|打印(?:本页|时间|$)|关闭(?:窗口|本页|$)|字[号体][：:]|.{0,6}ICP备)/iu

/** A paragraph that goes on with the report: a numbered one with a sentence in it. */
const goesOn = /^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[.．、]).*[。；]/u

function withoutChrome(lines: readonly string[], isPreface: boolean): readonly string[] {
  const kept = isPreface ? lines : lines.slice(0, endOfReport(lines.map(bare)))
  return kept.filter((line) => line.length > 60 || !ofTheVisit.test(bare(line)))
}

/**
 * Lines up to the date under the signature; without one up to the last sentence before what templates print behind articles.
 * A section's first line is always its own.
 */
function endOfReport(lines: readonly string[]): number {
  const signed = lines.findIndex(
    (line, at) => signedOn(line) !== null && !lines.slice(at + 1).some((later) => goesOn.test(later)),
  )
  if (signed !== -1) return signed + 1
  const behind = lines.findIndex((line, at) => at > 0 && behindArticles.test(line))
  const own = behind === -1 ? lines : lines.slice(0, behind)
  return (
    1 +
    Math.max(
      0,
      own.findLastIndex((line) => /[。；！？;]/u.test(line) && !ofTheVisit.test(line)),
    )
  )
}
