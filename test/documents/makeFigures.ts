import {
  applicants,
  applicationRows,
  type Forms,
  metricsOf,
  proactiveItems,
  reviewGroups,
  reviewResults,
} from './layout.ts'
import { type Random, random } from './random.ts'

/** Figures by metric: a number, null for a blank cell, no key for a cell that is not printed. */
export type Figures = Readonly<Record<string, number | null>>

export interface FigureStyle {
  readonly forms: Forms
  /** Largest number of applications in one cell: about 5 for a street office, 60 for a county, 3000 for a city. */
  readonly scale: number
  /** Share of zeros, 0 to 1. */
  readonly sparsity: number
}

type Table = Record<string, number>

function proactive(style: FigureStyle, dice: Random): Table {
  const figures: Table = {}
  for (const { rows, columns } of proactiveItems[style.forms.proactive])
    for (const [row] of rows)
      for (const [column] of columns) {
        const most = column === 'in_force' || column === 'decisions' ? style.scale * 20 : style.scale
        const whole = dice.chance(style.sparsity) ? 0 : dice.int(1, most)
        figures[`proactive.${row}.${column}`] =
          column === 'amount' ? Math.round(whole * dice.int(1, 9999)) / 100 : whole
      }
  // 现行有效 holds at least what this year brought.
  for (const row of ['rules', 'normative_documents']) {
    const issued = figures[`proactive.${row}.issued`]
    if (issued !== undefined) figures[`proactive.${row}.in_force`] = issued + dice.int(0, style.scale)
  }
  return figures
}

/** One applicant's column, for which 新收 + 结转 = （七）总计 + 结转下年度 holds. */
function applicantColumn(results: readonly string[], style: FigureStyle, dice: Random): Table {
  const column: Table = {}
  let total = 0
  for (const id of results) {
    const value = dice.chance(style.sparsity) ? 0 : dice.int(1, style.scale)
    column[id] = value
    total += value
  }
  const forward = dice.chance(style.sparsity) ? 0 : dice.int(0, Math.ceil(style.scale / 4))
  const over = dice.chance(style.sparsity)
    ? 0
    : dice.int(0, Math.min(total + forward, Math.ceil(style.scale / 4)))
  return { ...column, total, carried_forward: forward, carried_over: over, new: total + forward - over }
}

function applications(style: FigureStyle, dice: Random): Table {
  const rows = applicationRows(style.forms.applications).map(({ id }) => id)
  const results = rows.filter((id) => !['new', 'carried_over', 'total', 'carried_forward'].includes(id))
  const figures: Table = {}
  for (const [kind] of applicants) {
    if (kind === 'total') continue
    // Natural persons file most of the applications, organisations few.
    const own = kind === 'natural_person' ? style : { ...style, sparsity: (1 + style.sparsity) / 2 }
    const column = applicantColumn(results, own, dice)
    for (const id of rows) {
      const value = column[id] ?? 0
      figures[`applications.${id}.${kind}`] = value
      figures[`applications.${id}.total`] = (figures[`applications.${id}.total`] ?? 0) + value
    }
  }
  return figures
}

function review(style: FigureStyle, dice: Random): Table {
  const figures: Table = {}
  for (const group of reviewGroups) {
    let total = 0
    for (const [result] of reviewResults) {
      const value = dice.chance(style.sparsity) ? 0 : dice.int(1, Math.ceil(style.scale / 5))
      figures[`${group}.${result}`] = result === 'total' ? total : value
      total += value
    }
  }
  return figures
}

/** Pseudo-random figures in printed order, the same for the same seed, in which every sum of the form holds. */
export function makeFigures(seed: number | string, style: FigureStyle): Figures {
  const dice = random(`figures:${seed}`)
  const figures = { ...proactive(style, dice), ...applications(style, dice), ...review(style, dice) }
  return Object.fromEntries(metricsOf(style.forms).map((metric) => [metric, figures[metric] ?? 0]))
}
