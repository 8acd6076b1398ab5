import { describe, expect, test } from 'vitest'
import { readPdf } from '../src/extract/readers/pdf.ts'
import { at, inCell, lattice, type MadePage, pdfOf, stream } from './pdfMade.ts'

/** A picture of one grey pixel (object 10), one with a mask that makes it half transparent (11), and that mask (12). */
const pictures = [
  stream(
    '\x40',
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
  ),
  stream(
    '\x40',
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /SMask 12 0 R',
  ),
  stream(
    '\x08',
    '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
  ),
]
const resources =
  '/XObject << /Im 10 0 R /Seal 11 0 R /Layer 19 0 R >> /ExtGState << /Faint << /ca 0.02 >> /Half << /ca 0.5 >> /Ink << /BM /Multiply >> >> /Properties << /Off 13 0 R >>'
const annotations = [
  '<< /Type /OCG /Name (off) >>',
  '<< /Type /Annot /Subtype /FreeText /Rect [220 675 260 695] /Contents (9) /DA (/F 12 Tf) >>',
  '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (9) /Rect [210 675 290 695] >>',
  '<< /Type /Annot /Subtype /Widget /FT /Tx /T (b) /Rect [210 675 290 695] >>',
  '<< /Type /Annot /Subtype /Link /Rect [210 675 290 695] >>',
  '<< /Type /Annot /Subtype /StrikeOut /Rect [208 678 232 694] /QuadPoints [208 694 232 694 208 678 232 678] >>',
]

/** The figure 95 as an invisible layer in a form of its own (19). */
const layers = [
  stream(
    `3 Tr ${at(210, 680, '95')}`,
    '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>',
  ),
]

function cells(page: MadePage): string {
  const [block] = readPdf(pdfOf([page], [...pictures, ...annotations, ...layers], resources)).blocks
  return block?.kind === 'table'
    ? block.table.rows.map((row) => row.map(({ text }) => text).join(' | ')).join(' / ')
    : (block?.text ?? '')
}
const shown = (content: string, entries = ''): string => cells({ content, entries })

/** 甲 with a blank beside it, and a row below. */
const blank = lattice(2, 2) + inCell(0, 0, 'a') + inCell(0, 1, 'b') + inCell(1, 1, '7')
const figure = blank + inCell(1, 0, '95')
const image = (name: string, x: number, y: number, width: number, height: number): string =>
  `q ${width} 0 0 ${height} ${x} ${y} cm /${name} Do Q\n`
/** The outline of a 2 and of a 4, as programs draw letters that they turn into curves. */
const outlines =
  '0 g 220 690 m 226 694 230 690 226 684 c 220 678 l 230 678 l 230 680 l 223 680 l 229 686 l 231 696 216 696 218 689 c h f\n' +
  '240 678 m 240 682 l 233 682 l 240 694 l 242 694 l 242 684 l 244 684 l 244 682 l 242 682 l 242 678 l h f\n'

describe('a cell of a PDF without text is not blank', () => {
  test.each([
    ['where a picture lies in it', image('Im', 220, 675, 40, 20)],
    ['where a picture reaches a little over its edge', image('Im', 220, 668, 40, 20)],
    ['where digits are drawn as outlines', outlines],
    ['where digits are drawn as curved strokes', '220 690 m 226 700 232 685 222 678 c S\n'],
  ])('%s', (_how, drawn) => {
    expect(shown(blank + drawn)).toBe('a | \uFFFC / b | 7')
  })

  test.each([
    ['where a note was written on it', '/Annots [14 0 R]'],
    ['where a form was filled in', '/Annots [15 0 R]'],
  ])('%s', (_how, entries) => {
    expect(shown(blank, entries)).toBe('a | \uFFFC / b | 7')
  })

  test.each([
    ['under a seal over several cells', image('Seal', 150, 600, 120, 120)],
    ['with a ground of its own', '0.9 g 200 670 100 30 re f 0 g\n'],
    [
      'with a ground with round corners',
      '0.9 g 201 673 m 201 671 201 671 203 671 c 297 671 l 299 671 299 671 299 673 c 299 697 l 299 699 299 699 297 699 c 203 699 l 201 699 201 699 201 697 c h f 0 g\n',
    ],
    ['with a box in it', '0.5 g 220 680 9 9 re S 0 g\n'],
    ['with something white in it', outlines.replace('0 g', '1 g') + '0 g\n'],
    ['with something in it that is not filled', outlines.replaceAll(' f\n', ' n\n')],
  ])('and is blank %s', (_how, drawn) => {
    expect(shown(drawn + blank)).toBe('a |  / b | 7')
    expect(shown(blank + drawn)).toBe('a |  / b | 7')
  })

  test('and is blank on a picture that lies behind the table', () => {
    expect(shown(image('Im', 0, 350, 600, 390) + blank)).toBe('a |  / b | 7')
  })

  test.each([
    ['a blank field of a form', '/Annots [16 0 R]'],
    ['a link', '/Annots [17 0 R]'],
  ])('and is blank under %s', (_how, entries) => {
    expect(shown(blank, entries)).toBe('a |  / b | 7')
  })

  test('and a picture beside a figure takes nothing from it', () => {
    expect(shown(figure + image('Im', 240, 675, 40, 20))).toBe('a | 95 / b | 7')
  })
})

describe('invisible text of a PDF takes nothing from what is printed', () => {
  const layer = (text: string, x = 210): string => `3 Tr ${at(x, 680, text)} 0 Tr\n`

  test.each([
    ['the same under it', layer('95') + inCell(1, 0, '95')],
    ['the same a point beside it', layer('95', 211) + inCell(1, 0, '95')],
    ['another figure under it', layer('65') + inCell(1, 0, '95')],
    ['the same over it', inCell(1, 0, '95') + layer('95')],
    ['all in one text', `BT /F 12 Tf 3 Tr 210 680 Td (95) Tj 0 Tr 0 0 Td (95) Tj ET\n`],
    ['in a form under it', `/Layer Do ${inCell(1, 0, '95')}`],
  ])('%s', (_how, drawn) => {
    expect(shown(blank + drawn)).toBe('a | 95 / b | 7')
  })
})

describe('a digit of a PDF that nobody sees is not read', () => {
  const white = `1 g ${at(230, 680, '3')} 0 g\n`

  test.each([
    ['white on paper', white],
    ['as good as white', white.replace('1 g', '0.97 g')],
    ['of no weight', `q /Faint gs ${at(230, 680, '3')} Q\n`],
    ['under a white box', `${at(230, 680, '3')} 1 g 228 676 14 18 re f 0 g\n`],
    ['under a black box', `${at(230, 680, '3')} 0 g 228 676 14 18 re f\n`],
    ['under a picture', `${at(230, 680, '3')}${image('Im', 228, 676, 14, 18)}`],
    ['outside of what is cut out of the page', `q 100 600 100 100 re W n ${at(230, 680, '3')} Q\n`],
    ['white on a picture', `${image('Im', 226, 672, 20, 24)}1 g ${at(230, 680, '3')} 0 g\n`],
    ['white on a white ground', `1 g 228 676 14 18 re f ${at(230, 680, '3')} 0 g\n`],
  ])('%s', (_how, drawn) => {
    expect(shown(figure + drawn)).toBe('a | 95 \uFFFD / b | 7')
  })

  test('but one is that is seen', () => {
    expect(shown(`${blank}0 g 200 670 100 30 re f 1 g ${inCell(1, 0, '95')} 0 g\n`)).toBe('a | 95 / b | 7')
    expect(shown(`${blank}0.6 g ${inCell(1, 0, '95')} 0 g\n`)).toBe('a | 95 / b | 7')
    for (const light of ['0.73', '0.82'])
      for (const size of [5, 7, 9])
        expect(shown(`${blank}${light} g ${at(210, 680, '1147', size)} 0 g\n`)).toBe('a | 1147 / b | 7')
    expect(shown(`${blank}q /Half gs ${inCell(1, 0, '95')} Q\n`)).toBe('a | 95 / b | 7')
    expect(shown(`${figure}q /Ink gs 1 1 0 rg 200 670 100 30 re f Q\n`)).toBe('a | 95 / b | 7')
    expect(shown(figure + image('Seal', 205, 660, 60, 60))).toBe('a | 95 / b | 7')
    expect(shown(`${figure}q 300 0 100 800 re W n 1 g 0 0 600 800 re f Q\n`)).toBe('a | 95 / b | 7')
    expect(shown(`${blank}q 200 600 100 100 re W n ${inCell(1, 0, '95')} Q\n`)).toBe('a | 95 / b | 7')
  })

  test('nor one that somebody struck out with a mark of his own', () => {
    expect(shown(figure, '/Annots [18 0 R]')).toBe('a | \uFFFD\uFFFD / b | 7')
  })
})
