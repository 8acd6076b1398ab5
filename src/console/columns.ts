import stringWidth from 'string-width'

/** Lines of aligned columns; a Chinese character counts two places. The last column is left as it is. */
export function columns(rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths: number[] = []
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))
  return rows.map((row) => indent + row.map((cell, index) => pad(cell, index, row.length, widths)).join('  '))
}

function pad(cell: string, index: number, length: number, widths: readonly number[]): string {
  if (index === length - 1) return cell
  return cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - stringWidth(cell)))
}
