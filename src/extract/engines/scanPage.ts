import { areasOf, type Area } from '../readers/pdfAreas.ts'
import { gridsOf, type Grid } from '../readers/pdfGrids.ts'
import { clearRules } from './clearRules.ts'
import { inkOf } from './ink.ts'
import { inkRules } from './inkRules.ts'
import { TooMuchDrawn } from './pdfCharacters.ts'
import type { PdfPage, ReadCell } from './pdfPage.ts'
import { turned, type PixelBox } from './raster.ts'
import {
  readCell,
  type Networks,
  type ReadLine,
  type ScanLight,
  type ScannedCell,
  type ScannedNumber,
} from './scanCell.ts'
import type { NumberReading } from './scanNumber.ts'
import type { RenderedPage } from './renderPage.ts'
import { readProse, type ScannedProse } from './scanProse.ts'
import { skewOf } from './skew.ts'

/** The longer side of a page in points, whatever the file says: scanners write pixels for points. That of A4. */
const longerSide = 842
/** The fullest page of a report has 250 cells; a crossword or a map has no end of them, and each costs 10 ms. */
const mostCells = 1000
/** Less than this needs no turning, in radians: half a pixel over a page. */
const straight = 0.0003
/** Points. A row of a table is at least as high, and no stroke of running text as long. */
const ruleSize = { across: 24, down: 14, thickest: 5 } as const
/** Points that a ruling line takes on each side of its middle. */
const halfRule = 1.2

/** A page whose cells are read one by one; what their numbers are is decided once all of the file are known. */
export interface ScannedPage {
  readonly blank: PdfPage
  readonly scale: number
  readonly cells: readonly { readonly box: PixelBox; readonly cell: ScannedCell }[]
  readonly prose: ScannedProse
}

/** Finds the tables of a page that is a picture and reads what stands in and beside them. `side`: pixels of the longer side of the whole page. */
export function readScan(page: RenderedPage, networks: Networks, side: number): ScannedPage {
  const light = straightened(page)
  const { width, height } = light.raster
  const scale = side / longerSide
  const rules = inkRules(light.ink, {
    across: ruleSize.across * scale,
    down: ruleSize.down * scale,
    thickest: ruleSize.thickest * scale,
  })
  const drawn = Float32Array.from(
    rules.flatMap(({ left, top, right, bottom }) => [left, top, right, bottom].map((px) => px / scale)),
  )
  const blank: PdfPage = {
    width: width / scale,
    height: height / scale,
    codes: new Uint32Array(),
    boxes: new Float32Array(),
    rules: clearRules({ rules: drawn }),
    pictured: 1,
  }
  const grids = gridsOf(blank)
  const boxes = grids.flatMap((grid) => cellBoxes(grid, scale))
  if (boxes.length > mostCells) throw new TooMuchDrawn(`more than ${mostCells} cells on a page`)
  return {
    blank,
    scale,
    cells: boxes.map((box) => ({
      box,
      cell: readCell(light, inner(light, box, halfRule * scale), networks),
    })),
    prose: readProse(
      light,
      grids.map((grid) => boxOf(grid, scale)),
      networks.words,
    ),
  }
}

/** As if the page had text, with every cell of its tables marked as read by OCR. */
export function asPage(
  { blank, scale, cells, prose }: ScannedPage,
  read: (cell: ScannedNumber) => NumberReading,
): PdfPage {
  const told = cells.map(({ box, cell }) => ({ box, ...toldBy(cell, read) }))
  return {
    ...blank,
    ...characters([...told.flatMap(({ lines }) => lines), ...prose.lines], scale),
    ...(prose.unread && { unread: true }),
    reads: told.map(({ box, sure }): ReadCell => ({ ...inPoints(box, scale), sure })),
  }
}

function toldBy(
  cell: ScannedCell,
  read: (cell: ScannedNumber) => NumberReading,
): { readonly lines: readonly ReadLine[]; readonly sure: boolean } {
  switch (cell.kind) {
    case 'blank':
      return { lines: [], sure: cell.sure }
    case 'words':
      return { lines: cell.lines, sure: false }
    case 'number': {
      const { text, sure } = read(cell)
      return { lines: [{ text, ...cell.box }], sure }
    }
  }
}

function straightened({ red, darkest }: RenderedPage): ScanLight {
  const ink = inkOf(red)
  const angle = skewOf(ink)
  if (Math.abs(angle) < straight) return { raster: red, ink, anyInk: inkOf(darkest) }
  const raster = turned(red, angle)
  return { raster, ink: inkOf(raster), anyInk: inkOf(turned(darkest, angle)) }
}

const boxOf = ({ xs, ys }: Grid, scale: number): PixelBox =>
  pixels(xs[0] ?? 0, ys[0] ?? 0, xs.at(-1) ?? 0, ys.at(-1) ?? 0, scale)

function cellBoxes(grid: Grid, scale: number): readonly PixelBox[] {
  const { xs, ys } = grid
  return [...new Set(areasOf(grid).flat())].map(({ row, column, rowSpan, columnSpan }: Area) =>
    pixels(xs[column] ?? 0, ys[row] ?? 0, xs[column + columnSpan] ?? 0, ys[row + rowSpan] ?? 0, scale),
  )
}

const pixels = (left: number, top: number, right: number, bottom: number, scale: number): PixelBox => ({
  left: Math.round(left * scale),
  top: Math.round(top * scale),
  right: Math.round(right * scale),
  bottom: Math.round(bottom * scale),
})

/** A line along a cell has ink in at least this share of the cell's side; no digit stands so high in its cell. */
const drawn = 0.75

/** Without its ruling lines: from each side inwards, past what is drawn along it. */
function inner({ ink }: ScanLight, { left, top, right, bottom }: PixelBox, half: number): PixelBox {
  const inset = Math.ceil(half)
  const isLine = (from: number, to: number, isInk: (at: number) => boolean): boolean => {
    let count = 0
    for (let at = from; at < to; at += 1) if (isInk(at)) count += 1
    return count >= (to - from) * drawn
  }
  const row = (y: number): boolean => isLine(left, right, (x) => ink.marks[y * ink.width + x] === 1)
  const column = (x: number): boolean => isLine(top, bottom, (y) => ink.marks[y * ink.width + x] === 1)
  const past = (from: number, step: 1 | -1, hasLine: (at: number) => boolean): number => {
    let end = from + step * inset
    for (let at = 0; at <= 2 * inset; at += 1)
      if (hasLine(from + step * at)) end = from + step * Math.max(inset, at + 2)
    return end
  }
  return {
    left: past(left, 1, column),
    top: past(top, 1, row),
    right: past(right, -1, column),
    bottom: past(bottom, -1, row),
  }
}

const inPoints = ({ left, top, right, bottom }: PixelBox, scale: number): PixelBox => ({
  left: left / scale,
  top: top / scale,
  right: right / scale,
  bottom: bottom / scale,
})

/** Characters side by side without gaps in the box of their line: where each stood is known no better. */
function characters(lines: readonly ReadLine[], scale: number): Pick<PdfPage, 'codes' | 'boxes'> {
  const codes: number[] = []
  const boxes: number[] = []
  for (const { text, left, top, right, bottom } of lines) {
    const all = Array.from(text)
    const step = (right - left) / all.length
    all.forEach((character, at) => {
      codes.push(character.codePointAt(0) ?? 0xfffd)
      boxes.push(left + at * step, top, left + (at + 1) * step, bottom)
    })
  }
  return { codes: Uint32Array.from(codes), boxes: Float32Array.from(boxes, (px) => px / scale) }
}
