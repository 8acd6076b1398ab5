import type { Document } from '../model/document.ts'

const publishedMetas = ['pubdate', 'publishdate', 'maketime', 'date'] as const

/**
 * The ISO date of publication as metas, the page's own line (发布日期：2023-01-13) or the listing say; null if none does. Of page and
 * listing the earlier: pages are put up again, and then bear the day of that.
 */
export function publicationDate(document: Document, listDate: string | null): string | null {
  const [first = null] = [pageDate(document), isoDate(listDate ?? '')].filter((date) => date !== null).sort()
  return first
}

function pageDate(document: Document): string | null {
  for (const name of publishedMetas) {
    const date = isoDate(document.metas[name] ?? '')
    if (date !== null) return date
  }
  const lines = document.blocks
    .slice(0, 60)
    .map((block) => (block.kind === 'table' ? '' : block.text.slice(0, 400)))
  if (!lines.some((line) => anyDate.test(line))) return null
  const aboutPage = lines.filter((_, at) => isAboutPage(lines.slice(Math.max(0, at - 1), at + 2).join('\n')))
  return dateBehind(published, lines) ?? dateBehind(made, lines) ?? dateBehind(bare, aboutPage)
}

/** A day, and no beginning of a period (2022年1月1日至12月31日). */
const day =
  '(?<date>20\\d{2}[-/.年]\\d{1,2}[-/.月]\\d{1,2}(?!\\d))(?!日?\\s*(?:起|止|[至到—–~～-]+\\s*(?:今|\\d)))'
const behind = `(?:日\\s*期|时\\s*间)\\s*[：:]\\s*${day}`

/** What every day behind a label has. */
const anyDate = /[：:]\s*20\d{2}/u

/** A name may stand right before the label where a page's fields lost the blanks between them (…办事处发布时间). */
const published = new RegExp(
  `(?<!最后|最近|最新|重新|再次|上次|上一?篇|下一?篇|计划|预计|拟|应|附件|政策|文件原|更新|收到|申请)(?:发布|公布|公开|发文|发稿|发表)${behind}`,
  'u',
)
/** A report is written and put up within days. */
const made = new RegExp(`(?<!\\p{Script=Han})(?:信息|文件)?(?:成文|印发|制发|生成|签发)${behind}`, 'u')
/** 日期 alone: any word before it makes it another date (成立时间, 当前时间), and a day of the week a clock. */
const bare = new RegExp(`(?<!\\p{Script=Han})${behind}(?!日?\\s*(?:星期|周))`, 'u')

/** Lines beside the title or with other words about the page itself. */
const isAboutPage = (lines: string): boolean =>
  /年度?报告?(?:\s|$)|来源|字号|字体|浏览|访问量|访问次数|点击|阅读|作者|编辑|发布(?:机构|单位|人|者)|索引号|文号/u.test(
    lines,
  )

function dateBehind(label: RegExp, lines: readonly string[]): string | null {
  for (const line of lines) {
    const date = isoDate(label.exec(line)?.groups?.['date'] ?? '')
    if (date !== null) return date
  }
  return null
}

function isoDate(text: string): string | null {
  const parts = /^\s*(?<year>20\d{2})[-/.年](?<month>\d{1,2})[-/.月](?<day>\d{1,2})/u.exec(text)?.groups
  if (parts === undefined) return null
  const [month, day] = [Number(parts['month']), Number(parts['day'])]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${parts['year'] ?? ''}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
