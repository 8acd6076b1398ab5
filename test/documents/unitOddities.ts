import { type Draft, isTable, paragraph, plain, seen } from './draft.ts'
import { mapBlocks, mapCells, setFigure, withUncertain } from './edit.ts'
import { oddity } from './oddity.ts'
import type { Random } from './random.ts'

const fee = 'proactive.fees.amount'
const hasFee = (draft: Draft): boolean => fee in draft.truth.figures

/** The label of the fee's column, which has a unit in the form of 2021. */
const withHeader = (draft: Draft, label: string): Draft =>
  mapCells(draft, 'proactive', (one) => [
    seen(one.runs).normalize('NFKC').includes('单位:万元') ? { ...one, runs: plain(label) } : one,
  ])

const withCaption = (draft: Draft, caption: string): Draft =>
  mapBlocks(draft, (block) =>
    isTable(block, 'proactive') ? [paragraph(caption, 'body', 'proactive'), block] : [block],
  )

function feeInYuan(draft: Draft, dice: Random): Draft {
  const yuan = dice.int(1000, 9_000_000)
  return setFigure(draft, fee, yuan / 10_000, String(yuan))
}

/** The header names 元 behind a stroke, in a note with other words, or not at all and a line above the table does. */
export const yuanElsewhere = oddity('yuan-elsewhere', (draft, dice) => {
  if (!hasFee(draft)) return draft
  const inYuan = feeInYuan(draft, dice)
  const label = dice.pick(['本年收费金额/元', '本年收费金额（元，保留两位小数）', '本年收费金额\n（元）'])
  const caption = dice.pick(['单位：元', '（金额单位：元）', '计量单位：件、元'])
  return dice.chance(0.5)
    ? withHeader(inYuan, label)
    : withCaption(withHeader(inYuan, '本年收费金额'), caption)
})

/** Header and caption contradict each other: nobody can read the fee. */
export const unitsContradict = oddity('units-contradict', (draft, dice) =>
  hasFee(draft) ? withUncertain(withCaption(feeInYuan(draft, dice), '单位：元'), [fee]) : draft,
)

const decisions = ['licensing', 'penalties', 'coercion'].map((row) => `proactive.${row}.decisions`)

/** 处理决定数量 in 万件: what is printed is rounded, and no count. */
export const scaledCounts = oddity('scaled-counts', (draft) => {
  const scaled = mapCells(draft, 'proactive', (one) => {
    const label = seen(one.runs)
    return [
      one.metric === null && label.endsWith('处理决定数量')
        ? { ...one, runs: plain(`${label}（万件）`) }
        : one,
    ]
  })
  return withUncertain(
    scaled,
    [...decisions, 'proactive.other_services.decisions'].filter((metric) => metric in draft.truth.figures),
  )
})
