import { random } from '../documents/random.ts'
import { pdfOf } from '../pdfMade.ts'

/** A page with a table of figures, ruled, and what each of its cells says: '' for a blank one. */
export interface DigitSheet {
  readonly pdf: Uint8Array
  readonly rows: readonly (readonly string[])[]
}

const [left, top, width, height] = [60, 740, 60, 24]

/** Drawn by hand in Helvetica, so that no test needs a browser; the same seed gives the same figures. `extra`: more to draw. */
export function digitSheet(seed: string, rows = 20, columns = 8, extra = ''): DigitSheet {
  const dice = random(`digits:${seed}`)
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => figure()))
  const lines = [
    ...Array.from(
      { length: rows + 1 },
      (_, at) => `${left} ${top - at * height} m ${left + columns * width} ${top - at * height} l S`,
    ),
    ...Array.from(
      { length: columns + 1 },
      (_, at) => `${left + at * width} ${top} m ${left + at * width} ${top - rows * height} l S`,
    ),
  ]
  const texts = cells.flatMap((row, y) =>
    row.map((text, x) => `BT /F 11 Tf ${left + x * width + 6} ${top - y * height - 16} Td (${text}) Tj ET`),
  )
  return {
    pdf: pdfOf([{ content: `0.8 w\n${lines.join('\n')}\n${texts.join('\n')}\n${extra}` }]),
    rows: cells,
  }

  function figure(): string {
    const kind = dice.int(0, 9)
    if (kind === 0) return ''
    if (kind < 4) return String(dice.int(0, 9))
    if (kind === 4) return `${dice.int(1, 9999)}.${dice.int(1, 9)}`
    return String(dice.int(0, 10 ** dice.int(1, 6) - 1))
  }
}
