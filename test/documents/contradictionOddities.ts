import type { Draft } from './draft.ts'
import { mapParagraphs, printedNumbers, setFigure, withBroken } from './edit.ts'
import { paragraph } from './draft.ts'
import { oddity } from './oddity.ts'
import type { Random } from './random.ts'

const add = (draft: Draft, metric: string, more: number): Draft => {
  const value = (draft.truth.figures[metric] ?? 0) + more
  return setFigure(draft, metric, value, String(value))
}

const chosen = (draft: Draft, dice: Random, pattern: RegExp): string | undefined =>
  dice.some(
    printedNumbers(draft)
      .map(([metric]) => metric)
      .filter((metric) => pattern.test(metric)),
    1,
  )[0]

/** A sum with blank parts proves nothing, so only complete ones make a contradiction. */
const complete = (draft: Draft, pattern: RegExp): boolean =>
  Object.entries(draft.truth.figures).every(([metric, value]) => !pattern.test(metric) || value !== null)

/** A row of table 3 whose parts do not add up to its total. */
export const wrongRowTotal = oddity('wrong-row-total', (draft, dice) => {
  const metric = chosen(draft, dice, /^applications\.(?!total\.|new\.|carried).*\.total$/u)
  if (metric === undefined || !complete(draft, new RegExp(`^${metric.slice(0, -'total'.length)}`, 'u')))
    return draft
  return withBroken(add(draft, metric, dice.int(1, 5)), metric)
})

/** （七）总计 of one kind of applicants is not the sum of its results. */
export const wrongColumnTotal = oddity('wrong-column-total', (draft, dice) => {
  const metric = chosen(draft, dice, /^applications\.total\.(?!total$)/u)
  const kind = metric?.split('.').at(-1) ?? ''
  if (metric === undefined || !complete(draft, new RegExp(`^applications\\..*\\.${kind}$`, 'u'))) return draft
  return withBroken(add(draft, metric, dice.int(1, 5)), metric)
})

/** 勾稽 broken in two columns while every row adds up: what was carried forward is too large. */
export const wrongCarryForward = oddity('wrong-carry-forward', (draft, dice) => {
  const kind = dice.pick(['natural_person', 'business', 'other_org'])
  const metrics = [`applications.carried_forward.${kind}`, 'applications.carried_forward.total']
  const more = dice.int(1, 5)
  const sides = ['new', 'carried_over', 'total', 'carried_forward'].map((id) => `applications.${id}.${kind}`)
  if ([...sides, ...metrics].some((metric) => typeof draft.truth.figures[metric] !== 'number')) return draft
  return withBroken(
    metrics.reduce((odd, metric) => add(odd, metric, more), draft),
    ...sides,
  )
})

/** A review total of 0 over parts that are not. */
export const zeroReviewTotal = oddity('zero-review-total', (draft, dice) => {
  const group = dice.pick(['review', 'litigation_direct', 'litigation_after_review'])
  if (!complete(draft, new RegExp(`^${group}\\.`, 'u')) || !(`${group}.total` in draft.truth.figures))
    return draft
  const parts = add(add(draft, `${group}.upheld`, 10), `${group}.other`, 1)
  return withBroken(setFigure(parts, `${group}.total`, 0, '0'), `${group}.total`)
})

/** A sentence that gives another number of applications than the table. */
export const narrativeAgainstTable = oddity('narrative-against-table', (draft, dice) => {
  const metric = 'applications.new.total'
  const printed = draft.truth.figures[metric]
  if (typeof printed !== 'number') return draft
  const told = printed + dice.int(3, 20)
  const sentence = paragraph(
    `${draft.truth.year}年共收到政府信息公开申请${told}件，均已依法办理。`,
    'body',
    'overview',
  )
  const odd = mapParagraphs(draft, (p) =>
    (p.runs[0]?.text ?? '').includes('依申请公开情况') ? [sentence] : [p],
  )
  return withBroken(odd, metric)
})
