import { describe, expect, test } from 'vitest'
import { readPdf } from '../src/extract/readers/pdf.ts'
import { at, inCell, inHan, lattice, line, type MadePage, pdfOf, stream } from './pdfMade.ts'

/** Rows of each table as texts, one line per row; paragraphs as they are. */
function read(...pages: readonly (string | MadePage)[]): readonly (string | readonly string[])[] {
  const made = pages.map((page) => (typeof page === 'string' ? { content: page } : page))
  return shown(pdfOf(made))
}

function shown(bytes: Uint8Array): readonly (string | readonly string[])[] {
  return readPdf(bytes).blocks.map((block) =>
    block.kind === 'paragraph'
      ? block.text
      : block.table.rows.map((cells) =>
          cells
            .map(
              ({ text, rowSpan, columnSpan }) => text + '>'.repeat(columnSpan - 1) + 'v'.repeat(rowSpan - 1),
            )
            .join(' | '),
        ),
  )
}

const two = lattice(2, 2) + inCell(0, 0, 'a') + inCell(1, 0, '12') + inCell(0, 1, 'b')

describe('a table of a PDF', () => {
  test('is what its ruling lines draw, each character in the cell of its middle, and a blank cell is a cell', () => {
    expect(read(two)).toEqual([['a | 12', 'b | ']])
  })

  test('has cells that span the fields between which no line is drawn', () => {
    const rules = [
      line(100, 700, 400, 700),
      line(100, 670, 400, 670),
      line(200, 640, 400, 640),
      line(100, 610, 400, 610),
    ]
    const columns = [
      line(100, 700, 100, 610),
      line(200, 670, 200, 610),
      line(300, 670, 300, 610),
      line(400, 700, 400, 610),
    ]
    const text =
      at(110, 680, 'head') + at(110, 640, 'side') + at(210, 650, '1') + at(310, 650, '2') + at(310, 620, '3')
    expect(read(rules.join('') + columns.join('') + text)).toEqual([['head>>', 'sidev | 1 | 2', ' | 3']])
  })

  test('keeps a label that spans the whole page, whose column no line across touches', () => {
    const rules =
      [700, 670, 640].map((y) => line(200, y, 400, y)).join('') +
      [100, 200, 300, 400].map((x) => line(x, 700, x, 640)).join('')
    const text =
      at(110, 665, 'side') + at(210, 680, 'a') + at(310, 680, '1') + at(210, 650, 'b') + at(310, 650, '2')
    expect(read(rules + text)).toEqual([['sidev | a | 1', 'b | 2']])
  })

  test('keeps each figure in its own column where a piece of a line is missing', () => {
    const rules =
      [700, 640].map((y) => line(100, y, 300, y)).join('') +
      line(100, 670, 200, 670) +
      [100, 300].map((x) => line(x, 700, x, 640)).join('') +
      line(200, 700, 200, 670)
    const text = inCell(0, 0, 'a') + inCell(1, 0, '1') + inCell(0, 1, 'b') + inCell(1, 1, '2')
    expect(read(rules + text)).toEqual([['a | 1', 'b | 2']])
  })

  test('is the same whether its lines are strokes, thin filled bars, rectangles or dots', () => {
    const text = inCell(0, 0, 'a') + inCell(1, 0, '12') + inCell(0, 1, 'b')
    const bars =
      [700, 670, 640].map((y) => `100 ${y} 200 1 re f\n`).join('') +
      [100, 200, 300].map((x) => `${x} 640 1 60 re f\n`).join('')
    const boxes = [100, 200].flatMap((x) => [640, 670].map((y) => `${x} ${y} 100 30 re S\n`)).join('')
    const dots =
      [700, 670, 640]
        .flatMap((y) => Array.from({ length: 101 }, (_, i) => `${100 + 2 * i} ${y} 1 1 re f\n`))
        .join('') +
      [100, 200, 300]
        .flatMap((x) => Array.from({ length: 30 }, (_, i) => `${x} ${640 + 2 * i} 1 1 re f\n`))
        .join('')
    for (const rules of [bars, boxes, dots]) expect(read(rules + text)).toEqual([['a | 12', 'b | ']])
  })

  test('is one table where a page cuts it between rows, and a row that the cut leaves open is one row', () => {
    const whole =
      lattice(2, 2, 100) +
      inCell(0, 0, 'a', 100) +
      inCell(1, 0, '1', 100) +
      inCell(0, 1, 'b', 100) +
      inCell(1, 1, '2', 100)
    const next = lattice(2, 1, 760) + inCell(0, 0, 'c', 760) + inCell(1, 0, '3', 760)
    expect(read(whole, next)).toEqual([['a | 1', 'b | 2', 'c | 3']])
    const open = (y: number, top: number): string =>
      [100, 200, 300].map((x) => line(x, y, x, y + 30)).join('') + line(100, top, 300, top)
    const upper =
      lattice(2, 1, 100) +
      inCell(0, 0, 'a', 100) +
      inCell(1, 0, '1', 100) +
      open(40, 70) +
      at(110, 50, 'first') +
      at(210, 50, '22')
    const lower = open(730, 730) + at(110, 740, 'rest')
    expect(read(upper, lower)).toEqual([['a | 1', 'first\nrest | 22']])
  })

  const upper = lattice(3, 1, 70)
  const lower = lattice(3, 2, 760)

  test('has its head once where it is printed again on the next page', () => {
    const head = (top: number): string =>
      inHan(110, top - 20, 'AB') + inHan(210, top - 20, 'B') + inHan(310, top - 20, 'A')
    const first =
      lattice(3, 2, 100) +
      head(100) +
      inCell(0, 1, 'a', 100) +
      inCell(1, 1, '1', 100) +
      inCell(2, 1, '2', 100)
    const next = lower + head(760) + inCell(0, 1, 'b', 760) + inCell(1, 1, '3', 760)
    expect(read(first, next)).toEqual([['公开 | 开 | 公', 'a | 1 | 2', 'b | 3 | ']])
  })

  test('has the rest of a numbered label in its row where the cut was closed with lines, and a row of blanks where it is one', () => {
    const row = upper + inHan(110, 50, 'DCEA') + inCell(1, 0, '7', 70) + inCell(2, 0, '8', 70)
    const figures = inHan(110, 710, 'DCEB') + inCell(1, 1, '9', 760) + inCell(2, 1, '0', 760)
    expect(read(row, lower + inHan(110, 740, 'B') + figures)).toEqual([
      ['（三）公\n开 | 7 | 8', '（三）开 | 9 | 0'],
    ])
    expect(read(row, lower + inHan(110, 740, 'DCEB') + figures)).toEqual([
      ['（三）公 | 7 | 8', '（三）开 |  | ', '（三）开 | 9 | 0'],
    ])
  })

  test('has the rest of a numbered label in its row where the head is printed again between both parts', () => {
    const head = (top: number): string =>
      inHan(110, top - 20, 'AB') + inHan(210, top - 20, 'B') + inHan(310, top - 20, 'A')
    const row = inHan(110, 50, 'DCEA') + inCell(1, 1, '7', 100) + inCell(2, 1, '8', 100)
    const next = lattice(3, 3, 760) + head(760) + inCell(1, 2, '9', 760) + inCell(2, 2, '0', 760)
    const last = inHan(110, 680, 'DCEB')
    expect(read(lattice(3, 2, 100) + head(100) + row, next + inHan(110, 710, 'B') + last)).toEqual([
      ['公开 | 开 | 公', '（三）公\n开 | 7 | 8', '（三）开 | 9 | 0'],
    ])
  })

  test('has a figure that the cut moved to the next page without its label', () => {
    const row = upper + inHan(110, 50, 'DCEA') + inCell(1, 0, '7', 70)
    expect(read(row, lattice(3, 1, 760) + inCell(2, 0, '8', 760))).toEqual([['（三）公 | 7 | 8']])
  })

  test('has a label reach down into the next page, and never a figure', () => {
    const row = upper + inHan(110, 50, 'CA') + inHan(210, 50, 'A') + inCell(2, 0, '8', 70)
    const next =
      lower + inHan(210, 740, 'B') + inCell(2, 0, '9', 760) + inHan(110, 710, 'B') + inHan(210, 710, 'B')
    expect(read(row, next)).toEqual([['三公v | 公 | 8', '开 | 9', '开 | 开 | ']])
  })

  test('of another width, or behind words, is another table', () => {
    expect(read(upper + inCell(0, 0, 'a', 70), lattice(2, 1, 760) + inCell(0, 0, 'b', 760))).toHaveLength(2)
    expect(
      read(
        upper + inCell(0, 0, 'a', 70),
        at(100, 780, 'words') + lattice(3, 1, 760) + inCell(0, 0, 'b', 760),
      ),
    ).toHaveLength(3)
  })

  test('is read on a turned page as on an upright one', () => {
    expect(
      read({ content: `0 1 -1 0 800 0 cm\n${two}`, entries: '/Rotate 90 /MediaBox [0 0 800 600]' }),
    ).toEqual([['a | 12', 'b | ']])
    expect(
      read({ content: `0 -1 1 0 0 600 cm\n${two}`, entries: '/Rotate 270 /MediaBox [0 0 800 600]' }),
    ).toEqual([['a | 12', 'b | ']])
    expect(read({ content: two, entries: '/Rotate 180' })).toEqual([['a | 12', 'b | ']])
  })

  test('stands inside a form XObject as it stands on the page', () => {
    const form = stream(
      two,
      '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 60 -200] /Resources << /Font << /F 3 0 R >> >>',
    )
    expect(
      shown(pdfOf([{ content: 'q 1 0 0 1 -30 40 cm /X Do Q' }], [form], '/XObject << /X 10 0 R >>')),
    ).toEqual([['a | 12', 'b | ']])
  })

  test('is not made of underlines, of frames around text or of columns without lines', () => {
    expect(read(at(100, 700, 'title') + line(100, 698, 130, 698))).toEqual(['title'])
    expect(
      read(
        line(90, 690, 300, 690) +
          line(90, 720, 300, 720) +
          line(90, 690, 90, 720) +
          line(300, 690, 300, 720) +
          at(100, 700, 'framed'),
      ),
    ).toEqual(['framed'])
    const columns =
      at(100, 700, 'x') +
      at(300, 700, '1') +
      at(400, 700, '2') +
      at(100, 680, 'y') +
      at(300, 680, '3') +
      at(400, 680, '4')
    expect(read(columns)).toEqual([['x  1  2', 'y  3  4']])
  })
})

describe('a table in a PDF whose cells draw a frame each, with a gap between', () => {
  test.each([1, 2.4, 3])(
    'of %s points is one table, also where the frames of its rows do not lie straight',
    (gap) => {
      const frame = (column: number, row: number, beside = 0): string =>
        `${100 + 100 * column + beside} ${670 - 30 * row} ${100 - gap} ${30 - gap} re S\n`
      const frames = [0, 1, 2]
        .map((row) => frame(0, row) + frame(1, row, 1.3 * row) + frame(2, row, 1.3 * row))
        .join('')
      const texts = [0, 1, 2].flatMap((row) =>
        [0, 1, 2].map((column) => inCell(column, row, `${row}${column}`)),
      )
      expect(read(frames + texts.join(''))).toEqual([['00 | 01 | 02', '10 | 11 | 12', '20 | 21 | 22']])
    },
  )
})

test('columns and rows of a small print, as narrow as such a gap, are columns and rows', () => {
  const places = [0, 1, 2, 3].map((place) => 4.5 * place)
  const lines = places
    .map((place) => line(100 + place, 600, 100 + place, 613.5) + line(100, 600 + place, 113.5, 600 + place))
    .join('')
  const texts = [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => at(101.3 + 4.5 * column, 610.2 - 4.5 * row, `${3 * row + column}`, 3.5)),
  )
  expect(read(lines + texts.join(''))).toEqual([['0 | 1 | 2', '3 | 4 | 5', '6 | 7 | 8']])
})

describe('a figure in a PDF', () => {
  test('that is printed twice to look bold is one figure', () => {
    expect(read(two + at(210.3, 680, '12'))).toEqual([['a | 12', 'b | ']])
  })

  test('over which another was printed, or that is struck through, can be read by nobody', () => {
    const over = read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '3') + at(210.5, 680, '8'))
    expect(JSON.stringify(over)).toContain('\uFFFD')
    const struck = read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '38') + line(209, 684, 217, 684))
    expect(struck).toEqual([['a | \uFFFD8']])
  })

  test('never joins its neighbour: not a raised one, not one behind a gap', () => {
    expect(read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '60') + at(223.4, 685, '1', 7))).toEqual([
      ['a | 60^1'],
    ])
    expect(read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '60') + at(223.4, 680, '1', 7))).toEqual([
      ['a | 60^1'],
    ])
    expect(read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '60') + at(228, 680, '1'))).toEqual([
      ['a | 60 1'],
    ])
  })

  test('is two where another cell shows that its first line had room for one digit more', () => {
    const columns = [100, 200, 230].map((x) => line(x, 700, x, 640)).join('')
    const table = [700, 660, 640].map((y) => line(100, y, 230, y)).join('') + columns + at(110, 680, 'a')
    const stacked = at(206, 685, '456', 10) + at(206, 670, '9', 10)
    expect(read(table + stacked)).toEqual([['a | 4569', ' | ']])
    expect(read(table + stacked + at(201, 645, 'abcde', 10))).toEqual([['a | 456\n9', ' | abcde']])
  })

  test.each([
    ['raised by a quarter of its height', at(223.4, 683, '1')],
    ['a little raised and a little smaller', at(223.4, 682, '1', 11)],
    ['a little lowered and a little smaller', at(223.4, 678.5, '1', 10)],
    ['smaller on the line', at(223.4, 680, '1', 10)],
    ['raised as a text says it', 'BT /F 12 Tf 223.4 680 Td 2.5 Ts (1) Tj ET\n'],
    ['smaller by its matrix', 'BT /F 24 Tf 0.4 0 0 0.4 223.4 680 Tm (1) Tj ET\n'],
  ])('never joins a note: %s', (_how, note) => {
    expect(read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '60') + note)).toEqual([['a | 60^1']])
  })

  test.each([
    ['set in pieces', at(223.4, 680, '1')],
    ['set in pieces of other units', 'BT /F 1 Tf 12 0 0 12 223.4 680 Tm (1) Tj ET\n'],
    ['half a pixel off', at(223.4, 680.4, '1')],
    ['of the next smaller size', at(223.4, 680, '1', 10.5)],
  ])('is one where it is %s', (_how, rest) => {
    expect(read(lattice(2, 1) + inCell(0, 0, 'a') + inCell(1, 0, '60') + rest)).toEqual([['a | 601']])
  })

  test('that is wider than its cell and goes on in the next line is one figure; two lines with room are two', () => {
    const narrow = (upper: string, lower: string): string =>
      line(100, 700, 230, 700) +
      line(100, 660, 230, 660) +
      line(100, 700, 100, 660) +
      line(200, 700, 200, 660) +
      line(230, 700, 230, 660) +
      at(110, 680, 'a') +
      at(205, 685, upper) +
      at(205, 670, lower)
    expect(read(narrow('123', '4'))).toEqual([['a | 1234']])
    expect(read(lattice(2, 1) + inCell(0, 0, 'a') + at(205, 688, '12') + at(205, 674, '3'))).toEqual([
      ['a | 12\n3'],
    ])
  })

  test('that nobody sees, or that a watermark prints across the page, is not read', () => {
    const invisible = `q BT /F 12 Tf 3 Tr 220 650 Td (99) Tj ET Q\n`
    const watermark = `BT /F 40 Tf 0.7 0.7 -0.7 0.7 110 650 Tm (77777) Tj ET\n`
    expect(read(two + invisible + watermark)).toEqual([['a | 12', 'b | ']])
  })

  test.each([
    ['10 degrees', 0.176],
    ['20 degrees', 0.364],
    ['30 degrees, the other way', -0.577],
  ])(
    'in a font that is slanted by the program (italics, %s) is read, and a watermark in it is not',
    (_how, lean) => {
      const slanted = (x: number, y: number, text: string): string =>
        `BT /F 11 Tf 1 0 ${lean} 1 ${x} ${y} Tm (${text}) Tj ET\n`
      const table =
        lattice(2, 2) + slanted(110, 680, 'a') + slanted(210, 680, '1120') + slanted(110, 650, 'b')
      expect(read(table)).toEqual([['a | 1120', 'b | ']])
      const watermark = `BT /F 40 Tf 0.7 0.7 ${-0.7 + 0.7 * lean} ${0.7 + 0.7 * lean} 110 650 Tm (77777) Tj ET\n`
      expect(read(table + watermark)).toEqual([['a | 1120', 'b | ']])
    },
  )
})

describe('the text of a PDF', () => {
  test('comes as paragraphs: full lines go on, page numbers and repeated feet are left out', () => {
    const full = 'words that fill a line from one margin to the other one here'
    const page = (number: number): string =>
      at(100, 700, full) +
      at(100, 685, `${full} and`) +
      at(100, 670, `the end ${number}.`) +
      at(100, 655, 'Next.') +
      at(290, 40, `- ${number} -`) +
      at(100, 60, `Office, copy ${number}`)
    expect(read(at(100, 700, 'one page') + at(290, 40, '3 / 5'))).toEqual(['one page'])
    const paragraph = (number: number): string => `${full} ${full} and the end ${number}.`
    expect(read(page(1), page(2))).toEqual([paragraph(1), 'Next.', paragraph(2), 'Next.'])
  })

  test.each([
    [
      'Chrome',
      at(25, 780, '11/21/26, 3:48 PM', 8) + at(250, 780, 'Report of 2022', 8),
      at(25, 12, 'https://www.a.gov.cn/b/c_1.html?d=2', 8) + at(560, 12, '1/1', 8),
    ],
    [
      'Chrome, by the clock',
      at(25, 780, '2026/11/21 15:48', 8) + at(250, 780, 'Report of 2022', 8),
      at(25, 12, 'file:///C:/a.html', 8) + at(560, 12, '1/1', 8),
    ],
    [
      'Firefox',
      at(25, 780, 'Report of 2022', 8) + at(400, 780, 'https://www.a.gov.cn/b', 8),
      at(25, 12, '1 of 1', 8) + at(480, 12, '11/21/2026, 15:48', 8),
    ],
    [
      'Internet Explorer',
      at(25, 780, 'Report of 2022', 8) + at(520, 780, 'Page 1 of 1', 8),
      at(25, 12, 'http://www.a.gov.cn/b', 8) + at(540, 12, '2013-1-7', 8),
    ],
  ])(
    'leaves out what a browser prints at the edge of a page, and keeps the title there: %s',
    (_browser, head, foot) => {
      expect(read(head + at(100, 700, 'body') + foot)).toEqual(['Report of 2022', 'body'])
    },
  )

  test('keeps a date, an address or a number that stands alone in the words', () => {
    expect(read(at(100, 700, 'body') + at(400, 60, '2013-1-7'))).toEqual(['body', '2013-1-7'])
    expect(
      read(at(100, 400, 'https://www.a.gov.cn/b') + at(400, 400, '2026/11/21 15:48') + at(100, 300, 'x')),
    ).not.toEqual(['x'])
  })
})
