import { type DraftCell, plain, seen } from './draft.ts'
import { exchanged, mapCells, mapRows, metricsIn, withUncertain } from './edit.ts'
import { type Oddity, oddity } from './oddity.ts'

const relabel = (one: DraftCell, text: string): DraftCell => ({ ...one, runs: plain(text) })

/** Spellings met in published reports (forms.md §6), by the words of the form. */
const knownMisprints: Readonly<Record<string, string>> = {
  '2.其他法律行政法规禁止公开': '2.其他法律行政止公开',
  本年废止件数: '本年废纸件数',
  行政事业性收费: '行政事业型收费',
  行政复议: '行政法复议',
  '（三）不予公开': '（三）不子公开',
}

export const misprintedLabels = oddity('misprinted-labels', (draft) =>
  mapCells(draft, null, (one) =>
    [relabel(one, knownMisprints[seen(one.runs)] ?? seen(one.runs))].map((odd) =>
      one.metric === null ? odd : one,
    ),
  ),
)

/** 规范性文件 in a table of 2021, 行政规范性文件 in one of 2019. */
export const namesOfTheOtherForm = oddity('names-of-the-other-form', (draft) =>
  mapCells(draft, 'proactive', (one) => {
    const text = seen(one.runs)
    if (text === '行政规范性文件') return [relabel(one, '规范性文件')]
    return [text === '规范性文件' ? relabel(one, '行政规范性文件') : one]
  }),
)

/** Letters that input methods and scanners confuse with the right one. */
const lookalikes = ['末', '巳', '曰', '干', '土', '入', '亊', '査', '佘', '厶'] as const

/** One wrong letter in one row label: right, or its row is marked. */
export const strangeMisprint = oddity('strange-misprint', (draft, dice) => {
  const rows = draft.blocks.flatMap((block) =>
    block.kind === 'table' && block.key !== 'review_litigation' ? block.rows : [],
  )
  const chosen = dice.some(
    rows.filter((own) => metricsIn([own]).length > 0),
    1,
  )[0]
  if (chosen === undefined) return draft
  const label = chosen.cells.filter(({ metric, runs }) => metric === null && seen(runs).trim() !== '').at(-1)
  if (label === undefined) return draft
  const letters = Array.from(seen(label.runs))
  letters[dice.int(Math.min(2, letters.length - 1), letters.length - 1)] = dice.pick(lookalikes)
  const odd = relabel(label, letters.join(''))
  return withUncertain(
    mapRows(draft, null, (own) =>
      own === chosen ? [{ ...own, cells: own.cells.map((one) => (one === label ? odd : one)) }] : [own],
    ),
    metricsIn([chosen]),
  )
})

const halfWidth: readonly (readonly [string, string])[] = [
  ['（', '('],
  ['）', ')'],
  ['：', ':'],
  ['“', '"'],
  ['”', '"'],
  ['，', ','],
]
export const halfWidthMarks: Oddity = oddity('half-width-marks', (draft) =>
  mapCells(draft, null, (one) => [
    one.metric === null
      ? relabel(
          one,
          halfWidth.reduce((text, [from, to]) => text.replaceAll(from, to), seen(one.runs)),
        )
      : one,
  ]),
)

/** Numbers of labels in another style: 1、 or １． for 1. */
export const otherLabelNumbers = oddity('other-label-numbers', (draft, dice) => {
  const mark = dice.pick(['、', '．', '.　', '.  '])
  return mapCells(draft, 'applications', (one) => [
    one.metric === null ? relabel(one, seen(one.runs).replace(/^(\d)\./u, `$1${mark}`)) : one,
  ])
})

/** Labels that lost their numbers (1.属于国家秘密 as 属于国家秘密). */
export const unnumberedLabels = oddity('unnumbered-labels', (draft) =>
  mapCells(draft, 'applications', (one) => [
    one.metric === null ? relabel(one, seen(one.runs).replace(/^\d\./u, '')) : one,
  ]),
)

/** Labels broken over lines in the middle, as narrow columns have it. */
export const brokenLabels = oddity('broken-labels', (draft, dice) =>
  mapCells(draft, null, (one) => {
    const text = seen(one.runs)
    if (one.metric !== null || text.length < 4 || text.includes('\n') || dice.chance(0.5)) return [one]
    const at = dice.int(2, text.length - 1)
    return [relabel(one, `${text.slice(0, at)}\n${text.slice(at)}`)]
  }),
)

/** A region's label and the row's in one cell: （三）不予公开1.属于国家秘密. */
export const groupInLabel = oddity('group-in-label', (draft, dice) => {
  const everywhere = dice.chance(0.5)
  let group = ''
  let left = 0
  return mapRows(draft, 'applications', (own) => {
    const at = own.cells.findIndex(({ runs, rowSpan }) => rowSpan > 1 && /^（[三四五六]）/u.test(seen(runs)))
    const region = own.cells[at]
    if (region !== undefined) {
      group = seen(region.runs)
      left = region.rowSpan
    }
    if (left === 0) return [own]
    left -= 1
    const prefix = everywhere || region !== undefined ? group : ''
    const cells = own.cells
      .filter((_, index) => index !== at)
      .map((one) =>
        /^\d\./u.test(seen(one.runs)) && one.metric === null
          ? { ...relabel(one, prefix + seen(one.runs)), columnSpan: 2 }
          : one,
      )
    return [{ ...own, cells }]
  })
})

/**
 * The words of two neighbouring labels change places under their numbers: nobody can tell which is wrong. The truth goes with the
 * words, which alone are left where another oddity takes the numbers away.
 */
export const numbersContradict = oddity('numbers-contradict', (draft, dice) => {
  const [first, second] = dice.pick<readonly [string, string]>([
    ['1.属于国家秘密', '2.其他法律行政法规禁止公开'],
    ['4.保护第三方合法权益', '5.属于三类内部事务信息'],
    ['1.信访举报投诉类申请', '2.重复申请'],
    ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量'],
  ])
  const metricsOf = (label: string): readonly string[] =>
    draft.blocks.flatMap((block) =>
      block.kind === 'table'
        ? metricsIn(block.rows.filter(({ cells }) => cells.some(({ runs }) => seen(runs) === label)))
        : [],
    )
  const [above, below] = [metricsOf(first), metricsOf(second)]
  if (above.length === 0 || above.length !== below.length) return draft
  const labels = new Map<string, string>([
    [first, first.slice(0, 2) + second.slice(2)],
    [second, second.slice(0, 2) + first.slice(2)],
  ])
  const relabelled = mapCells(draft, 'applications', (one) => [
    relabel(one, labels.get(seen(one.runs)) ?? seen(one.runs)),
  ])
  return withUncertain(exchanged(relabelled, above, below), [...above, ...below])
})

/** Rows numbered through all regions (1. to 19.): only renumbered, and as certain as before. */
export const numberedThrough = oddity('numbered-through', (draft) => {
  let number = 0
  return mapCells(draft, 'applications', (one) => [
    one.metric === null && /^\d\./u.test(seen(one.runs))
      ? relabel(one, seen(one.runs).replace(/^\d/u, String((number += 1))))
      : one,
  ])
})
