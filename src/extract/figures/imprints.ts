import { isChapter, type CaptionedTable } from './captionedTables.ts'
import type { Imprint } from './imprint.ts'
import type { LabelMemory } from './labelMemory.ts'
import { isLocalColumn } from './localColumn.ts'
import { normaliseLabel } from './normaliseLabel.ts'
import type { Word } from './formWord.ts'
import type { PreparedForms } from './prepareForms.ts'
import type { PrintedCell, PrintedLine } from './printedLine.ts'
import type { Evidence } from './rowReading.ts'

/** An imprint and the figures that stand under it. */
export interface PlacedImprint extends Imprint {
  readonly metrics: readonly string[]
}

/** A figure and its place; row and column count from 0 as in the lines. */
interface Placed {
  readonly metric: string
  readonly raw: string
  readonly table: number
  readonly row: number
  readonly column: number
}

/** A line with the figures that were read from it. */
interface Line {
  readonly printed: PrintedLine
  readonly figures: readonly Placed[]
  /** It begins another part of its table: a header, or the heading of an item. */
  readonly isHead: boolean
}

/**
 * What titles, headers and labels print of the year and the body whose figures they stand by (docs/decisions/0052). Whether it is the
 * report's own is asked when that is known. A title holds for its table and those that go on with it, a heading within a table down to
 * the next one, a header for its columns, a label for its rows.
 */
export function imprintsOf(
  tables: readonly CaptionedTable[],
  lines: readonly PrintedLine[],
  evidence: Readonly<Record<string, Evidence>>,
  prepared: PreparedForms,
): readonly PlacedImprint[] {
  const figures = placedFigures(evidence)
  const all = linesWith(lines, figures)
  const inTables = [...Map.groupBy(all, ({ printed }) => printed.table)].flatMap(([table, own]) => {
    const goOn = all.filter(
      ({ printed }) => printed.table > table && isAdjacent(tables, table, printed.table),
    )
    return imprintsInTable(own, goOn, prepared)
  })
  // Text on one line may lose a region's label to the words between two tables.
  const above = imprintsAround(tables, figures, prepared.memory).map((imprint) => {
    const words = prepared.memory.words(normaliseLabel(imprint.text))
    return { ...imprint, metrics: [...new Set([...imprint.metrics, ...dependingOn(words, all, prepared)])] }
  })
  return [...above, ...inTables, ...inCells(figures, prepared.memory)].filter(
    ({ metrics }) => metrics.length > 0,
  )
}

/** What is printed above, below and in the first rows of tables that are read by rows of their own (情况统计表). */
export function titleImprints(
  tables: readonly CaptionedTable[],
  evidence: Readonly<Record<string, Evidence>>,
  memory: LabelMemory,
): readonly PlacedImprint[] {
  const figures = placedFigures(evidence)
  const inRows = tables.flatMap(({ rows }, at): readonly PlacedImprint[] => {
    const first = figures.find(({ table }) => table === at)
    if (first === undefined) return []
    const metrics = figures
      .filter(({ table }) => table === at || (table > at && isAdjacent(tables, at, table)))
      .map(({ metric }) => metric)
    return titleRows(rows.slice(0, first.row)).flatMap((text) => {
      const imprint = memory.imprint.title(text)
      return imprint === null ? [] : [{ ...imprint, metrics }]
    })
  })
  return [...imprintsAround(tables, figures, memory), ...inRows]
}

/** The texts of rows that entitle what is below them: more than two texts in a row are a header. */
const titleRows = (rows: CaptionedTable['rows']): readonly string[] =>
  rows
    .map((cells) => [...new Set(cells.map(({ text }) => text.trim()))].filter((text) => text !== ''))
    .flatMap((texts) => (texts.length <= 2 ? texts : []))

/** What is printed above and below tables, with the figures that were read from each. */
function imprintsAround(
  tables: readonly CaptionedTable[],
  figures: readonly Placed[],
  { imprint }: LabelMemory,
): readonly PlacedImprint[] {
  const byTable = Map.groupBy(figures, ({ table }) => table)
  return tables.flatMap(({ titles = [], followedBy = '' }, at) => {
    const metrics = (byTable.get(at) ?? []).map(({ metric }) => metric)
    if (metrics.length === 0) return []
    const printed = [...titles.map(imprint.title), imprint.note(firstSentence(followedBy))]
    return printed.flatMap((one) => (one === null ? [] : [{ ...one, metrics }]))
  })
}

const firstSentence = (text: string): string => text.split(/[。；;\s]/u)[0] ?? ''

function placedFigures(evidence: Readonly<Record<string, Evidence>>): readonly Placed[] {
  const placed: Placed[] = []
  for (const metric in evidence) {
    const found = evidence[metric]
    if (found === undefined) continue
    const { raw, table, row, column } = found
    placed.push({ metric, raw, table: table - 1, row: row - 1, column: column - 1 })
  }
  return placed
}

const isAdjacent = (tables: readonly CaptionedTable[], from: number, to: number): boolean =>
  tables.slice(from + 1, to + 1).every(({ adjacent }) => adjacent === true)

const ofHeader: ReadonlySet<Word['kind']> = new Set(['item', 'furniture', 'column', 'columnGroup'])

function linesWith(lines: readonly PrintedLine[], figures: readonly Placed[]): readonly Line[] {
  const byTable = new Map<number, Map<number, Placed[]>>()
  for (const figure of figures) {
    const rows = byTable.get(figure.table) ?? new Map<number, Placed[]>()
    byTable.set(figure.table, rows)
    const row = rows.get(figure.row)
    if (row) row.push(figure)
    else rows.set(figure.row, [figure])
  }
  return lines.map((printed): Line => {
    const own = byTable.get(printed.table)?.get(printed.cells[0]?.row ?? -1) ?? []
    const isOfHeader = ({ words }: PrintedCell): boolean =>
      words.length > 0 && words.every(({ kind }) => ofHeader.has(kind))
    return { printed, figures: own, isHead: own.length === 0 && printed.cells.some(isOfHeader) }
  })
}

function imprintsInTable(
  lines: readonly Line[],
  goOn: readonly Line[],
  prepared: PreparedForms,
): readonly PlacedImprint[] {
  return lines.flatMap((line, at) => {
    const following = lines.slice(at + 1)
    return line.printed.cells.flatMap((cell, place): readonly PlacedImprint[] => {
      if (cell.look !== 'word' && cell.look !== 'text') return []
      const isTitle = cell.look === 'text' && line.printed.figures === 0 && isOnlyText(line, cell)
      const imprint = prepared.memory.imprint[isTitle ? 'title' : 'cell'](cell.text)
      if (imprint === null) return []
      const covered = isTitle
        ? underTitle([...following, ...goOn], prepared.memory)
        : isLabel(line, cell)
          ? besideLabel({ line, cell, place }, following)
          : underHead(cell, line, following, prepared)
      const metrics = [
        ...covered.map(({ metric }) => metric),
        ...dependingOn(cell.words, [...lines, ...goOn], prepared),
      ]
      const body = cell.look === 'word' ? null : imprint.body
      return [{ ...imprint, body, metrics: [...new Set(metrics)] }]
    })
  })
}

const isLabel = ({ printed, figures }: Line, { words }: PrintedCell): boolean =>
  printed.figures > 0 ||
  figures.length > 0 ||
  (words.length > 0 && words.every(({ kind }) => kind === 'row' || kind === 'rowGroup'))

/** Whether a line prints nothing else (a converter may print a merged cell several times). */
const isOnlyText = ({ printed }: Line, { label }: PrintedCell): boolean =>
  printed.cells.every((cell) => cell.look === 'blank' || cell.isUnit || cell.label === label)

/** A heading over rows (2021年收到和处理情况) holds to the next heading with a year, or to the next chapter. */
function underTitle(following: readonly Line[], { imprint }: LabelMemory): readonly Placed[] {
  const end = following.findIndex((line) => {
    const [first] = line.printed.cells.filter(({ look }) => look !== 'blank')
    if (first?.look !== 'text' || line.figures.length > 0 || !isOnlyText(line, first)) return false
    return isChapter(first.text.trim()) || imprint.title(first.text) !== null
  })
  return figuresOf(end < 0 ? following : following.slice(0, end))
}

/**
 * A word of a header holds for the figures below it, down to the next header; one that no figure is below, for all of these, unless
 * it names a column of no form (上年总计).
 */
function underHead(
  cell: PrintedCell,
  line: Line,
  following: readonly Line[],
  prepared: PreparedForms,
): readonly Placed[] {
  const first = following.findIndex(({ printed, figures }) => printed.figures > 0 || figures.length > 0)
  const rows = first < 0 ? [] : following.slice(first)
  const end = rows.findIndex(({ isHead }) => isHead)
  const below = figuresOf(end < 0 ? rows : rows.slice(0, end))
  const named = metricsOfColumn(cell, prepared)
  const under = line.printed.spansKnown
    ? below.filter(({ column }) => cell.start <= column && column < cell.end)
    : below.filter(({ metric }) => named.has(metric))
  if (under.length > 0) return under
  const filled = rows.slice(0, end < 0 ? rows.length : end).filter(({ figures }) => figures.length > 0)
  return isLocalColumn(cell, filled, prepared) ? [] : below
}

/** The cells of the forms in a column, or in a region over columns, of that name. */
const metricsOfColumn = ({ words }: PrintedCell, prepared: PreparedForms): ReadonlySet<string> =>
  new Set(
    words.flatMap(({ table, kind, label }) =>
      kind !== 'column' && kind !== 'columnGroup'
        ? []
        : (prepared.tables.get(table) ?? []).flatMap(({ rows }) =>
            rows.flatMap(({ cells }) =>
              [...cells].flatMap(([path, { metric }]) => (path.split('/').includes(label) ? [metric] : [])),
            ),
          ),
    ),
  )

interface Label {
  readonly line: Line
  readonly cell: PrintedCell
  /** Which cell of its line. */
  readonly place: number
}

/** A label holds for its row; a region's, which another label follows, for the rows that print none in its place. */
function besideLabel({ line, cell, place }: Label, following: readonly Line[]): readonly Placed[] {
  const next = line.printed.cells[place + 1]
  const isRegion = next?.look === 'word' || next?.look === 'text'
  if (!isRegion) return line.figures
  const isNext = ({ printed, isHead }: Line): boolean => {
    const own = printed.spansKnown
      ? printed.cells.find(({ start }) => start === cell.start)
      : printed.cells[place]
    return (
      isHead ||
      (own !== undefined &&
        own.look !== 'blank' &&
        (printed.spansKnown || printed.cells.length >= line.printed.cells.length))
    )
  }
  const end = following.findIndex(isNext)
  return [...line.figures, ...figuresOf(end < 0 ? following : following.slice(0, end))]
}

/**
 * Figures of the rows that the form has in a region (（三）不予公开), wherever they stand. On 一、本年新收 and 三、本年度办理结果 every row
 * of the table depends: 上年结转 and 结转下年度 are counted from the year that is printed there.
 */
function dependingOn(
  words: readonly Word[],
  lines: readonly Line[],
  prepared: PreparedForms,
): readonly string[] {
  const covered = words.flatMap(({ table, kind, label }) => {
    if (table !== 'applications' || (kind !== 'row' && kind !== 'rowGroup')) return []
    return (prepared.tables.get(table) ?? []).flatMap(({ rows, byLabel }) => {
      const inside = rows.filter(({ regions }) => kind === 'rowGroup' && regions.includes(label))
      const isOutermost = inside.some(({ regions }) => regions[0] === label)
      const isOfYear = byLabel.get(label)?.regions.length === 0 && !label.includes('转')
      return isOutermost || isOfYear ? rows : inside
    })
  })
  const metrics = new Set(covered.flatMap((row) => row.metrics))
  return figuresOf(lines).flatMap(({ metric }) => (metrics.has(metric) ? [metric] : []))
}

const figuresOf = (lines: readonly Line[]): readonly Placed[] => lines.flatMap(({ figures }) => figures)

/** 12（2021年数）: a note that says only of which year the figure is. */
const noteInCell =
  /[（(](?<note>(?:为|系)?(?:(?:19|20)\d\d年度?|[上去]一?年度?)(?:的?数据?|情况|统计)?)[)）]\s*$/u

/** （去年）, without the figure before it. */
const shortestNote = 4

function inCells(figures: readonly Placed[], { imprint }: LabelMemory): readonly PlacedImprint[] {
  return figures.flatMap(({ metric, raw }) => {
    const note = raw.length < shortestNote ? undefined : noteInCell.exec(raw)?.groups?.['note']
    const found = note === undefined ? null : imprint.cell(note)
    return found === null ? [] : [{ ...found, body: null, text: raw.trim(), metrics: [metric] }]
  })
}
