import type { Correction, EarlierDecision, Judgement } from '../model/report.ts'
import type { ReviewDecision } from '../model/reviewDecision.ts'
import type { FigureShown, ReviewShown } from '../model/reviewShown.ts'
import { columns } from './columns.ts'
import { decisionLine } from './describeReview.ts'

/** `nianbao review show` for people: where the original lies, what was read, what does not hold, what was decided. */
export function describeShown(shown: ReviewShown): string {
  const {
    archive,
    site,
    subject,
    title,
    originals,
    items,
    figures,
    row,
    sums,
    corrections,
    judgements,
    earlier,
  } = shown
  const decided = [...corrections.map(correctionLine), ...judgements.map(judgementLine)]
  return `${[
    ...(archive === 'replica' ? ['A replica archive 副本库: nothing in it is evidence. 并非证据', ''] : []),
    `${subject}  ${title}  ${site}`,
    ...part(
      'Originals 原件',
      columns(
        originals.map(({ role, path, url, captured }) => [
          role,
          path ?? 'not here',
          captured ?? '',
          url ?? '',
        ]),
      ),
    ),
    ...part('Findings 发现', columns(items.map(({ cause, state, message }) => [cause, state, message]))),
    ...part('Figures 数据 (as extracted)', columns(figures.map(figureRow))),
    ...part('The row around it 同一行', columns(row.map(figureRow))),
    ...part(
      'Sums that do not hold 勾稽不符',
      sums.map((sum) => `  ${sum}`),
    ),
    ...part(
      'Decisions 处理',
      decided.map((line) => `  ${line}`),
    ),
    ...part(
      'Earlier decisions 历史决定',
      earlier.map((line) => `  ${earlierLine(line)}`),
    ),
  ].join('\n')}\n`
}

/** What was kept, what that changed of earlier decisions, and what is open after it. */
export function describeDecided({ decision, replaced, again, stillOpen }: Decided): string {
  const { seq, action, subject, by, reason } = decision
  const isTakenBack = action === 'withdraw'
  const isAsRead = isTakenBack && again.length === 0 && replaced.some(({ value }) => value !== undefined)
  return `${[
    `decision 决定 ${seq}: ${action} ${what(decision)}of ${subject} (${by}: ${reason}); the next checkpoint signs it`,
    ...(action === 'correct' && decision.read === decision.value
      ? [`  ${said(decision.value)} is what was read: a confirmation 确认`]
      : []),
    ...replaced.map(
      (each) => `  ${isTakenBack ? 'it takes back 撤回' : 'it takes the place 取代 of'} ${toldLine(each)}`,
    ),
    ...again.map((each) => `  stands again 恢复: ${toldLine(each)}`),
    ...(isAsRead ? ['  no decision stands on this figure any more: what was read is in use 恢复原读数'] : []),
    ...part('Still open 仍待复核', columns(stillOpen.map(({ cause, message }) => [cause, message]))),
  ].join('\n')}\n`
}

/** As `decideReview` gives it. */
interface Decided {
  readonly decision: ReviewDecision
  readonly replaced: readonly Told[]
  readonly again: readonly Told[]
  readonly stillOpen: readonly { readonly cause: string; readonly message: string }[]
}

interface Told {
  readonly number: number
  readonly action: string
  readonly on: string
  readonly value?: number | null
  readonly by: string
  readonly time: string
}

const toldLine = ({ number, action, on, value, by, time }: Told): string =>
  `decision ${number}: ${action} ${on}${value === undefined ? '' : ` = ${said(value)}`}, ${by} on ${time.slice(0, 10)}`

function earlierLine(line: EarlierDecision): string {
  const { number, by, time, reason } = line
  const matter =
    line.action === 'correct'
      ? `${line.metric} = ${said(line.value)}`
      : line.action === 'withdraw'
        ? `decision ${line.of}`
        : line.code
  const fate = line.action === 'withdraw' ? '' : `; ${line.superseded_by} took its place or took it back`
  return `${number} ${line.action} ${matter}  ${time.slice(0, 10)} ${by}: ${reason}${fate}`
}

function what(decision: ReviewDecision): string {
  if (decision.action === 'withdraw') return `decision ${decision.of} `
  if (decision.action !== 'correct') return `${decision.judged.map(({ code }) => code).join(', ')} `
  return `${decision.metric}: read ${said(decision.read)}, is ${said(decision.value)}, `
}

const part = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [heading, ...lines]

const figureRow = ({ metric, label, value, corrected, cell, findings }: FigureShown): readonly string[] => [
  metric,
  said(value),
  corrected === null ? '' : `corrected 更正 ${said(corrected.value)}`,
  cell === null ? 'no cell' : `table ${cell.table} row ${cell.row} column ${cell.column} “${cell.raw}”`,
  label,
  findings.join(' '),
]

const said = (value: number | null | undefined): string =>
  value === undefined ? 'nothing' : value === null ? 'blank' : String(value)

const correctionLine = (correction: Correction): string =>
  `${correction.metric} = ${said(correction.value)}  ${decisionLine({ ...correction, action: 'correct' })}`

const judgementLine = (judgement: Judgement): string => `${judgement.code}  ${decisionLine(judgement)}`
