import type { Column, Header } from './header.ts'
import { noUnits } from './printedUnits.ts'
import { exactWord } from './headerWord.ts'
import type { PreparedForms } from './prepareForms.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'
import { yearWord, type Section } from './sections.ts'

/** Another year before the words of a column: 上年处理决定数量. */
const otherYear = /^(?:上一?年度?|去年度?|往年|前一年度?)/u

/** Whether a header has columns for two years, or a year and a total over the years, beside each other. */
export const isTwoYears = (section: Section, prepared: PreparedForms): boolean =>
  section.sideBySide ||
  section.header.some(
    (line) =>
      hasYears(line) || hasDoubles(line, section, prepared) || hasCounterpart(line, section, prepared),
  )

/** Nothing of such a table is taken; its columns still tell of which form it is. */
export function twoYears(section: Section, prepared: PreparedForms): Header {
  const words = section.header.flatMap(({ cells }) =>
    cells.flatMap(({ label }) => exactWord(label, section, prepared)?.label ?? []),
  )
  const columns = [...new Set(words)].map((key): Column => ({
    key,
    printed: key,
    units: noUnits,
    range: null,
  }))
  return { kind: 'two-years', columns }
}

const hasYears = ({ cells }: PrintedLine): boolean =>
  new Set(
    cells.filter(({ label, look }) => look !== 'word' && yearWord.test(label)).map(({ label }) => label),
  ).size > 1

/**
 * The same column twice. Results stand under three headings in 复议诉讼; a region that is printed again at once is one merged
 * cell whose content was repeated; 合计 beside 总计 is a sum over some columns.
 */
function hasDoubles({ cells, blanksLost }: PrintedLine, section: Section, prepared: PreparedForms): boolean {
  // Rows of a header that lost their ends stand in one line.
  if (blanksLost && section.key === 'applications') return false
  const words = cells.flatMap(({ label }, at) => {
    const word = exactWord(label, section, prepared)
    if (!word || (word.leaf && section.key === 'review_litigation')) return []
    return !word.leaf && label === cells[at - 1]?.label ? [] : [`${word.label} ${String(word.alias)}`]
  })
  return new Set(words).size < words.length
}

/**
 * 上年处理决定数量 beside 本年处理决定数量. What the form itself calls by the year before (上一年项目数量) is a word of its own, and a single
 * 上年总计 behind the columns of 申请 is a column of no form.
 */
function hasCounterpart(
  { cells, spansKnown }: PrintedLine,
  section: Section,
  prepared: PreparedForms,
): boolean {
  const words = new Set(cells.flatMap(({ label }) => exactWord(label, section, prepared)?.label ?? []))
  const others = (cell: PrintedCell): readonly string[] => {
    const rest = cell.label.replace(otherYear, '')
    return cell.look === 'word' || rest === cell.label ? [] : [rest, `本年${rest}`, `本年度${rest}`]
  }
  const isCounterpart = (label: string): boolean =>
    words.has(exactWord(label, section, prepared)?.label ?? '')
  const found = cells.filter((cell) => others(cell).some(isCounterpart))
  const [only, ...further] = found
  const isLast = only === cells.findLast(({ look }) => look !== 'blank')
  const isLocal = section.key === 'applications' && spansKnown && isLast && only?.label.endsWith('总计')
  return found.length > 0 && !(isLocal === true && further.length === 0)
}
