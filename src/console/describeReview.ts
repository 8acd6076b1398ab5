import type { Review, ReviewItem, ReviewRank } from '../model/reviewItem.ts'
import { columns } from './columns.ts'
import { shellArgument } from './shellArgument.ts'

/** What stands above the lines of a rank. */
const headings: Readonly<Record<ReviewRank, string>> = {
  error: 'Errors 错误',
  identity: 'Whose report, or which year 单位或年度不确定',
  outdated: 'Corrected in another edition, not applied 更正已过时',
  unread: 'Originals that gave no report 未能读取',
  reading: 'Figures that could not be read for certain 读数存疑',
  listed: 'Listed as a report, and none 列为年报而非年报',
  contradiction: 'The document contradicts itself or another source 前后矛盾',
  remark: 'Other doubts 其他疑点',
  note: 'Notes 备注',
}

/**
 * `nianbao review` for people: by rank, one line a cause, with the command that shows original and figure. `given`: options that the
 * command needs to mean this archive.
 */
export function describeReview(
  { archive, items, open, decided }: Review,
  given: readonly string[] = [],
): string {
  const lines: string[] =
    archive === 'replica' ? ['A replica archive 副本库: nothing in it is evidence. 并非证据', ''] : []
  for (const [rank, ranked] of Map.groupBy(items, (item) => item.rank)) {
    lines.push(headings[rank])
    for (const item of ranked) lines.push(...itemLines(item, given))
    lines.push('')
  }
  const shown = items.filter(({ state, rank }) => state === 'open' && rank !== 'note').length
  const more = open > shown ? `, the first ${shown} of them above` : ''
  lines.push(`${open} to look at 待复核${more}; ${decided} decided 已处理`)
  return `${lines.join('\n')}\n`
}

/** A cause in some lines: what it is, how to look at it and at what it contradicts, what was decided. */
function itemLines(item: ReviewItem, given: readonly string[]): readonly string[] {
  const { site, subject, title, cause, metrics, findings, message, decision, beside = [] } = item
  const count = [
    ...(metrics.length > 0 ? [`${metrics.length} figures`] : []),
    ...(findings > 1 ? [`${findings} findings`] : []),
  ].join(', ')
  const [only] = metrics
  const metric = metrics.length === 1 && only !== undefined ? [only] : []
  const show = (words: readonly string[], at: string): string =>
    `    ${['nianbao', 'review', 'show', ...words, '--site', at, ...given].map(shellArgument).join(' ')}`
  return [
    ...columns([[subject, cause, count, title, message].filter((cell) => cell !== '')]),
    show([subject, ...metric], site),
    ...beside.map((other) => show([other.subject], other.site)),
    ...(decision === null ? [] : [`    ${decisionLine(decision)}`]),
  ]
}

/** Who decided what, when and why, and whether it holds. */
export function decisionLine({
  number,
  action,
  by,
  time,
  reason,
  outdated,
}: NonNullable<ReviewItem['decision']>): string {
  return `${outdated ? 'outdated 已过时' : 'decided 已定'}: ${number} ${action} ${time.slice(0, 10)} ${by}: ${reason}`
}
