import { flattened } from './container.ts'
import { type Draft, type DraftCell, plain, seen } from './draft.ts'
import {
  mapCells,
  mapFigures,
  metricsIn,
  printedNumbers,
  reprint,
  rowsWith,
  setFigure,
  withUncertain,
} from './edit.ts'
import { oddity } from './oddity.ts'
import type { Random } from './random.ts'

const nbsp = '\u00a0'
const wide = '\u3000'

/** Sets the text of a figure's cell without changing what it says. */
const respell = (one: DraftCell, spell: (text: string) => string): DraftCell => ({
  ...one,
  runs: plain(spell(seen(one.runs))),
})

/** Blank in one of the ways that people leave a nought out. */
const blankAs = (name: string, texts: readonly [string, ...string[]], share: number) =>
  oddity(name, (draft, dice) =>
    printedNumbers(draft)
      .filter(([, value]) => value === 0 && dice.chance(share))
      .reduce((blanked, [metric]) => setFigure(blanked, metric, null, dice.pick(texts)), draft),
  )
export const emptyCells = blankAs('empty-cells', ['', ' '], 0.3)
export const spacedBlanks = blankAs('spaced-blanks', [nbsp, wide, `${nbsp}${nbsp}`, `${wide} `], 0.3)
export const dashes = blankAs('dashes', ['-', '－', '—', '/', '无'], 0.3)
/** A unit to which nothing happened, with a nought here and there. */
export const mostNoughtsBlank = blankAs('most-noughts-blank', [''], 0.9)

/** Cells with two empty paragraphs. Tab-indented text then shows the same empty line as at the end of a row. */
export const emptyParagraphs = oddity('empty-paragraphs', (draft, dice, container) => {
  const noughts = printedNumbers(draft).filter(([, value]) => value === 0)
  const blank = dice.some(noughts, 12).map(([metric]) => metric)
  const odd = blank.reduce((blanked, metric) => setFigure(blanked, metric, null, '\n'), draft)
  return withUncertain(odd, container === 'text-tab-indented' ? metricsIn(rowsWith(odd, blank)) : [])
})

/** Totals that nobody filled in. */
export const blankTotals = oddity('blank-totals', (draft, dice) =>
  printedNumbers(draft)
    .filter(([metric]) => metric.endsWith('.total') && dice.chance(0.5))
    .reduce((blanked, [metric]) => setFigure(blanked, metric, null, ''), draft),
)

const toWide = (text: string): string =>
  text.replaceAll(/[0-9.]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
export const fullWidthDigits = oddity('full-width-digits', (draft, dice) =>
  mapFigures(draft, (one) => (dice.chance(0.5) ? respell(one, toWide) : one)),
)

/** Metrics whose figure enters no sum, so that a large value breaks none. */
const free = (metric: string): boolean => metric.startsWith('proactive.') && !metric.endsWith('.amount')

const enlarge = (draft: Draft, dice: Random) => {
  const one = dice.some(
    printedNumbers(draft).filter(([metric]) => free(metric)),
    1,
  )[0]
  if (one === undefined) return draft
  const value = dice.int(1000, 98765)
  return setFigure(draft, one[0], value, String(value))
}

const separated = (mark: string) => (text: string) => text.replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, mark)
export const thousandsSeparators = oddity('thousands-separators', (draft, dice) => {
  const mark = dice.pick([',', '，'])
  return mapFigures(enlarge(draft, dice), (one) =>
    respell(one, (text) => (/^\d+$/u.test(text) ? separated(mark)(text) : text)),
  )
})

export const spacesAround = oddity('spaces-around-figures', (draft, dice) =>
  mapFigures(draft, (one) =>
    respell(one, (text) =>
      dice.pick([`${nbsp}${text}`, `${text} `, `  ${text}${nbsp}`, `${wide}${text}`, text]),
    ),
  ),
)

/** Line breaks before or after the figure (金都街道 2022: `      0` and an empty line). */
export const breaksAround = oddity('breaks-around-figures', (draft, dice) =>
  mapFigures(draft, (one) =>
    dice.chance(0.1) ? respell(one, (text) => dice.pick([`\n${text}`, `      ${text}\n`, `${text}\n`])) : one,
  ),
)

export const unitsInCells = oddity('units-in-cells', (draft, dice) =>
  mapFigures(draft, (one, metric) =>
    free(metric) && dice.chance(0.5)
      ? respell(one, (text) => (text.trim() === '' ? text : `${text}${dice.pick(['件', '项', '笔', ' 件'])}`))
      : one,
  ),
)

/** An amount in the unit of its form, not yet made odd. */
const plainAmount = (draft: Draft, metric: string): boolean =>
  metric.endsWith('.amount') && !draft.truth.uncertain.includes(metric)

/** Amounts as 元, 万 or 万元; the figure is in 万元 all the same. */
export const amountsWithUnits = oddity('amounts-with-units', (draft, dice) =>
  printedNumbers(draft)
    .filter(([metric]) => plainAmount(draft, metric))
    .reduce((odd, [metric]) => {
      const yuan = dice.int(1000, 9_000_000)
      const tenThousands = dice.int(1, 99999) / 100
      return dice.chance(0.5)
        ? setFigure(odd, metric, yuan / 10_000, `${yuan}${dice.pick(['元', ' 元'])}`)
        : setFigure(odd, metric, tenThousands, `${tenThousands}${dice.pick(['万', '万元'])}`)
    }, draft),
)

export const sixDecimals = oddity('six-decimals', (draft, dice) =>
  printedNumbers(draft)
    .filter(([metric]) => plainAmount(draft, metric))
    .reduce((odd, [metric]) => {
      const text = `${dice.int(0, 4000)}.${String(dice.int(1, 999_999)).padStart(6, '0')}`
      return setFigure(odd, metric, Number(text), text)
    }, draft),
)

/** 本年增/减 with its sign: +3, -185, －12 (only the form of 2019 has it). */
export const signs = oddity('signs', (draft, dice) =>
  printedNumbers(draft)
    .filter(([metric]) => metric.endsWith('.items_change'))
    .reduce((odd, [metric]) => {
      const value = dice.int(1, 1200)
      return dice.chance(0.5)
        ? setFigure(odd, metric, value, `${dice.pick(['+', '＋'])}${value}`)
        : setFigure(odd, metric, -value, `${dice.pick(['-', '－', '−'])}${value}`)
    }, draft),
)

/** 本年增/减 in words, arrows and every dash that input methods know. */
export const directions = oddity('directions', (draft, dice, container) => {
  const changes = printedNumbers(draft).filter(([metric]) => metric.endsWith('.items_change'))
  const odd = changes.reduce((done, [metric]) => {
    const size = dice.int(1, 300)
    const sign = dice.pick(['–', '—', '‐', '‑', '−', '减', '减少', '↓'])
    return dice.chance(0.4)
      ? setFigure(done, metric, size, dice.pick([`增${size}`, `增加${size}`, `↑${size}`, `${size}（增加）`]))
      : setFigure(
          done,
          metric,
          -size,
          dice.pick([`${sign}${size}`, `${sign}${size}`, `${size}（减少）`, `减少${size}项`]),
        )
  }, draft)
  // Without borders a word before a number may as well be a label.
  const rows = rowsWith(
    odd,
    changes.map(([metric]) => metric),
  )
  return withUncertain(odd, flattened.includes(container) ? metricsIn(rows) : [])
})

/** Counts that are none: with a fraction, a sign, a scale, or more digits than anything has. Absent and marked. */
export const impossibleCounts = oddity('impossible-counts', (draft, dice, container) =>
  dice
    .some(
      printedNumbers(draft).filter(
        ([metric]) => !metric.endsWith('.amount') && !metric.endsWith('.items_change'),
      ),
      3,
    )
    .reduce((odd, [metric]) => {
      const text = dice.pick(['3.5', '-5', '+5', '1.2万', '1234567890123', '5（万件）', '12%'])
      const doubtful = flattened.includes(container) ? metricsIn(rowsWith(draft, [metric])) : [metric]
      return withUncertain(setFigure(odd, metric, null, text), doubtful)
    }, draft),
)

/** A remark beside the figure, with numbers of its own. */
export const notesInCells = oddity('notes-in-cells', (draft, dice) =>
  dice
    .some(
      printedNumbers(draft).filter(([metric]) => free(metric)),
      2,
    )
    .reduce((odd, [metric, value]) => {
      const part = Math.max(1, Math.floor(value / 2))
      return reprint(
        odd,
        metric,
        `${value}${dice.pick([`（含自然失效${part}件）`, `（其中修订${part}件）`, `(含上年度${part}件)`])}`,
      )
    }, draft),
)

/** One number in several runs, as after corrections. */
export const splitNumbers = oddity(
  'split-numbers',
  (draft) =>
    mapFigures(draft, (one) => ({
      ...one,
      runs: Array.from(seen(one.runs)).map((text) => ({ text, setting: 'plain' as const })),
    })),
  ['docx', 'doc', 'rtf', 'html', 'html-gb18030'],
)

/** A space inside labels, as justified type leaves it (三 、本 年 度办 理 结果). */
export const spacedLabels = oddity('spaced-labels', (draft, dice) =>
  mapCells(draft, null, (one) => {
    const text = seen(one.runs)
    if (one.metric !== null || text.trim() === '' || dice.chance(0.6)) return [one]
    return [
      respell(one, (label) =>
        Array.from(label)
          .map((c) => (dice.chance(0.3) ? `${c}${dice.pick([' ', wide, nbsp])}` : c))
          .join(''),
      ),
    ]
  }),
)
