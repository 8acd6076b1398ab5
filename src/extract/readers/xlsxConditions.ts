import { walkTags, type Tag, type TagReader, type Xml } from './docxTags.ts'
import { decodeCharacters } from './docxText.ts'
import type { Merge } from './sheet.ts'
import type { ConditionalLook } from './sheetLook.ts'
import { areaOf } from './xlsxPlaces.ts'
import { isTrue, sheetVocabulary, type SheetName } from './xlsxVocabulary.ts'

/** A format for a condition (条件格式) that changes which figures are seen. */
interface Condition {
  readonly areas: readonly Merge[]
  readonly priority: number
  /** Null where only a spreadsheet could work it out. */
  readonly holds: ((value: number) => boolean) | null
  readonly look: ConditionalLook
}

/** What conditions make of a cell; `sure` where its number says that one holds. Null: nothing. */
export type ConditionAt = (
  row: number,
  column: number,
  value: number | null,
) => { readonly look: ConditionalLook; readonly sure: boolean } | null

/** More than any sheet has that matter; each is asked for each cell. */
const most = 1000

/** The conditions of a sheet (ECMA-376 part 1 §18.3.1.18) whose formats hide, whiten or rewrite figures; `looks` by their number. */
export function readConditions(xml: Xml, looks: readonly (ConditionalLook | null)[]): ConditionAt {
  if (!xml.bytes.includes('conditionalFormatting')) return () => null
  const reader = new ConditionsReader(xml.bytes, looks)
  walkTags(xml, sheetVocabulary, reader)
  const conditions = reader.conditions.toSorted((a, b) => a.priority - b.priority)
  return (row, column, value) => {
    const there = conditions.filter(({ areas }) => areas.some((area) => isIn(area, row, column)))
    const found = there.find(({ holds }) => holds === null || (value !== null && holds(value)))
    return found === undefined ? null : { look: found.look, sure: found.holds !== null }
  }
}

const isIn = ({ top, left, bottom, right }: Merge, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right

const covering: ConditionalLook = { format: null, white: false, covers: true }

class ConditionsReader implements TagReader<SheetName> {
  readonly textIn: ReadonlySet<SheetName> = new Set<SheetName>(['formula'])
  readonly conditions: Condition[] = []
  readonly #bytes: Buffer
  readonly #looks: readonly (ConditionalLook | null)[]
  #areas: readonly Merge[] = []
  #rule: {
    readonly type: string | null
    readonly operator: string | null
    readonly priority: number
  } | null = null
  #look: ConditionalLook | null = null
  #formulas: string[] = []

  constructor(bytes: Buffer, looks: readonly (ConditionalLook | null)[]) {
    this.#bytes = bytes
    this.#looks = looks
  }

  open(name: SheetName, tag: Tag<SheetName>): 'enter' | 'skip' {
    if (name === 'conditionalFormatting') this.#areas = areasOf(tag.attribute('sqref') ?? '')
    else if (name === 'cfRule') {
      this.#rule = {
        type: tag.attribute('type'),
        operator: tag.attribute('operator'),
        priority: Number(tag.attribute('priority') ?? 0),
      }
      this.#look = this.#looks[Number(tag.attribute('dxfId') ?? -1)] ?? null
      this.#formulas = []
    } else if ((name === 'dataBar' || name === 'iconSet') && !isTrue(tag.attribute('showValue'), true))
      this.#look = covering
    else if (name === 'formula') this.#formulas.push('')
    return name === 'row' ? 'skip' : 'enter'
  }

  text(start: number, end: number, literal: boolean): void {
    const before = this.#formulas.pop() ?? ''
    this.#formulas.push(before + decodeCharacters(this.#bytes, start, end, literal))
  }

  close(name: SheetName): void {
    if (name !== 'cfRule' || this.#rule === null || this.#look === null) return
    const { type, operator, priority } = this.#rule
    const holds =
      this.#look === covering ? () => true : type === 'cellIs' ? comparison(operator, this.#formulas) : null
    if (this.conditions.length < most)
      this.conditions.push({ areas: this.#areas, priority, holds, look: this.#look })
    this.#rule = null
  }
}

const areasOf = (list: string): readonly Merge[] =>
  list
    .split(/\s+/u)
    .filter((area) => area !== '')
    .map(areaOf)

/** Null where it compares with what is no plain number. */
function comparison(
  operator: string | null,
  formulas: readonly string[],
): ((value: number) => boolean) | null {
  const [first = NaN, second = NaN] = formulas.map((formula) =>
    /^\s*-?[\d.]+\s*$/u.test(formula) ? Number(formula) : NaN,
  )
  if (Number.isNaN(first) || (formulas.length > 1 && Number.isNaN(second))) return null
  const comparisons: Readonly<Record<string, (value: number) => boolean>> = {
    equal: (value) => value === first,
    notEqual: (value) => value !== first,
    greaterThan: (value) => value > first,
    greaterThanOrEqual: (value) => value >= first,
    lessThan: (value) => value < first,
    lessThanOrEqual: (value) => value <= first,
    between: (value) => value >= Math.min(first, second) && value <= Math.max(first, second),
    notBetween: (value) => value < Math.min(first, second) || value > Math.max(first, second),
  }
  return comparisons[operator ?? ''] ?? null
}
