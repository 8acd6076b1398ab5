import { type DraftCell, plain, seen } from './draft.ts'
import { mapCells, mapRows, metricsIn, withUncertain } from './edit.ts'
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
