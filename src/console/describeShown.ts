import type { Correction, Judgement } from '../model/report.ts'
import type { ReviewDecision } from '../model/reviewDecision.ts'
import type { FigureShown, ReviewShown } from '../model/reviewShown.ts'
import { columns } from './columns.ts'
import { decisionLine } from './describeReview.ts'

/** `nianbao review show` for people: where the original lies, what was read, what does not hold, what was decided. */
export function describeShown(shown: ReviewShown): string {
  const { archive, site, subject, title, originals, items, figures, row, sums, corrections, judgements } =
    shown
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
  ].join('\n')}\n`
}

/** What was kept, and what is open after it. */
export function describeDecided({
  decision,
  stillOpen,
}: {
  readonly decision: ReviewDecision
  readonly stillOpen: readonly { readonly cause: string; readonly message: string }[]
}): string {
  const { seq, action, subject, by, reason } = decision
  return `${[
    `decision 决定 ${seq}: ${action} ${what(decision)}of ${subject} (${by}: ${reason}); the next checkpoint signs it`,
    ...part('Still open 仍待复核', columns(stillOpen.map(({ cause, message }) => [cause, message]))),
  ].join('\n')}\n`
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
