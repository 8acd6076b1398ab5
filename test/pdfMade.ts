/** A page of a PDF made for a test: its content stream, and entries of its dictionary that differ from the usual ones. */
export interface MadePage {
  readonly content: string
  readonly entries?: string
}

/** What the letters of the font `/G` stand for: 公开三（）, so that a test has Chinese words without a Chinese font. */
const han = { A: '516C', B: '5F00', C: '4E09', D: 'FF08', E: 'FF09' }
const toUnicode = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /G def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
5 beginbfchar ${Object.entries(han)
  .map(([letter, code]) => `<${letter.charCodeAt(0).toString(16)}> <${code}>`)
  .join(' ')} endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end`

/** A PDF (ISO 32000-1) with the given pages, two fonts (`/F`, Helvetica, and `/G`, the same with Chinese meaning), and further objects numbered from 10. */
export function pdfOf(
  pages: readonly MadePage[],
  objects: readonly string[] = [],
  resources = '',
): Uint8Array {
  const first = 10 + objects.length
  const kids = pages.map((_, index) => `${first + 2 * index} 0 R`).join(' ')
  const numbered = new Map<number, string>([
    [1, '<< /Type /Catalog /Pages 2 0 R >>'],
    [2, `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] /MediaBox [0 0 600 800] >>`],
    [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
    [4, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>'],
    [5, stream(toUnicode)],
  ])
  objects.forEach((object, index) => numbered.set(10 + index, object))
  pages.forEach(({ content, entries = '' }, index) => {
    const number = first + 2 * index
    numbered.set(
      number,
      `<< /Type /Page /Parent 2 0 R /Contents ${number + 1} 0 R /Resources << /Font << /F 3 0 R /G 4 0 R >> ${resources} >> ${entries} >>`,
    )
    numbered.set(number + 1, stream(content))
  })
  return assembled(numbered)
}

export const stream = (content: string, entries = ''): string =>
  `<< /Length ${Buffer.byteLength(content)} ${entries} >>\nstream\n${content}\nendstream`

function assembled(objects: ReadonlyMap<number, string>): Uint8Array {
  let body = '%PDF-1.7\n'
  const offsets = new Map<number, number>()
  for (const [number, object] of objects) {
    offsets.set(number, Buffer.byteLength(body))
    body += `${number} 0 obj\n${object}\nendobj\n`
  }
  const size = Math.max(...objects.keys()) + 1
  const entries = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number)
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = Buffer.byteLength(body)
  return Buffer.from(
    `${body}xref\n0 ${size}\n${entries.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
  )
}

/** Text at a place, in points from the bottom left. */
export const at = (x: number, y: number, text: string, size = 12): string =>
  `BT /F ${size} Tf ${x} ${y} Td (${text}) Tj ET\n`

/** The same in Chinese: letters A to E. */
export const inHan = (x: number, y: number, letters: string): string =>
  `BT /G 12 Tf ${x} ${y} Td (${letters}) Tj ET\n`

/** A stroke between two places. */
export const line = (x0: number, y0: number, x1: number, y1: number): string =>
  `${x0} ${y0} m ${x1} ${y1} l S\n`

/** The ruling lines of a table with its top left corner at 100, `top`: columns 100 wide, rows 30 high. */
export function lattice(columns: number, rows: number, top = 700): string {
  const [right, bottom] = [100 + 100 * columns, top - 30 * rows]
  const across = Array.from({ length: rows + 1 }, (_, row) =>
    line(100, top - 30 * row, right, top - 30 * row),
  )
  const down = Array.from({ length: columns + 1 }, (_, column) =>
    line(100 + 100 * column, top, 100 + 100 * column, bottom),
  )
  return [...across, ...down].join('')
}

/** Text in a field of that lattice. */
export const inCell = (column: number, row: number, text: string, top = 700): string =>
  at(110 + 100 * column, top - 20 - 30 * row, text)
