import { describe, expect, test } from 'vitest'
import { readDoc } from '../src/extract/readers/doc.ts'
import { readDocx } from '../src/extract/readers/docx.ts'
import { readRtf } from '../src/extract/readers/rtf.ts'
import type { Document } from '../src/model/document.ts'
import { sprm } from './documents/docBytes.ts'
import { bytesOf, cell, define, row, rowEnd, run } from './docMade.ts'
import { docxOf, t, tbl, tc, tr } from './docxMade.ts'

/** A field as its instructions and its saved result, null for none; what stands in the same cell behind it. */
interface MadeField {
  readonly instructions: string
  readonly result: string | null
  readonly behind: string
}

const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`

async function inDocx({ instructions, result, behind }: MadeField): Promise<Document> {
  const field =
    `${mark('begin')}<w:r><w:instrText>${instructions}</w:instrText></w:r>` +
    (result === null ? '' : mark('separate') + t(result)) +
    mark('end')
  const value = `<w:tc><w:tcPr/><w:p>${field}${behind === '' ? '' : t(behind)}</w:p></w:tc>`
  return readDocx(await docxOf(tbl(tr(tc('规章'), value), tr(tc('甲'), tc('乙')))))
}

async function inSimpleField({ instructions, result, behind }: MadeField): Promise<Document> {
  const field = `<w:fldSimple w:instr="${instructions}">${result === null ? '' : t(result)}</w:fldSimple>`
  const value = `<w:tc><w:tcPr/><w:p>${field}${behind === '' ? '' : t(behind)}</w:p></w:tc>`
  return readDocx(await docxOf(tbl(tr(tc('规章'), value), tr(tc('甲'), tc('乙')))))
}

function inDoc({ instructions, result, behind }: MadeField): Document {
  const special = sprm(0x0855, [1])
  const words = [
    run('\x13', special),
    run(instructions),
    ...(result === null ? [] : [run('\x14', special), run(result)]),
    run('\x15', special),
    run(behind),
  ].filter(({ text }) => text !== '')
  const edges = [0, 1000, 2000]
  return readDoc(bytesOf([cell('规章'), cell(words), rowEnd(1, define(edges)), ...row(['甲', '乙'], edges)]))
}

function inRtf({ instructions, result, behind }: MadeField): Document {
  const field = `{\\field{\\*\\fldinst {${instructions.replaceAll('\\', '\\\\')}}}${result === null ? '' : `{\\fldrslt ${result}}`}}`
  const rowOf = (...cells: readonly string[]): string =>
    `\\trowd\\cellx1000\\cellx2000${cells.map((words) => `\\pard\\intbl ${words}\\cell`).join('')}\\row `
  return readRtf(Buffer.from(`{\\rtf1\\ansi ${rowOf('a', `${field}${behind}`)}${rowOf('b', 'c')}}`, 'latin1'))
}

const containers = { docx: inDocx, 'docx, in one element': inSimpleField, doc: inDoc, rtf: inRtf }

const valueIn = ({ blocks: [block] }: Document): string =>
  block?.kind === 'table' ? (block.table.rows[0]?.[1]?.text ?? '') : ''

describe.each(Object.entries(containers))('In a cell of %s', (_container, read) => {
  test.each([
    ['a formula that was never worked out', { instructions: ' =SUM(ABOVE) ', result: null, behind: '' }],
    ['a formula with a blank for its result', { instructions: '=A1+A2', result: ' ', behind: '' }],
    ['the number of the page', { instructions: ' PAGE ', result: null, behind: '' }],
    ['digits set by an equation', { instructions: ' EQ \\o(12,3)', result: null, behind: '' }],
    ['a box to tick', { instructions: 'FORMCHECKBOX', result: null, behind: '' }],
    ['a chosen line of a list', { instructions: ' FORMDROPDOWN ', result: null, behind: '' }],
    ['a reference that was never followed', { instructions: 'REF a', result: null, behind: '' }],
  ])('a field that shows what nobody knows is no blank: %s', async (_what, field) => {
    expect(valueIn(await read(field))).toBe('\uFFFC')
  })

  test('what an equation shows beside digits is a digit perhaps', async () => {
    expect(valueIn(await read({ instructions: 'eq \\s\\up(2)', result: null, behind: '12' }))).toContain(
      '\uFFFC',
    )
    expect(valueIn(await read({ instructions: 'EQ \\f(1,2)', result: '12', behind: '' }))).toContain('\uFFFC')
  })

  test.each([
    ['a result is what is shown', { instructions: ' =SUM(ABOVE) ', result: '12', behind: '' }, '12'],
    ['a form that nobody filled in', { instructions: ' FORMTEXT ', result: '', behind: '' }, ''],
    ['a link without words', { instructions: ' HYPERLINK "a.htm" ', result: null, behind: '12' }, '12'],
    ['a reference to nothing', { instructions: 'REF a', result: '', behind: '' }, ''],
    ['an entry of an index', { instructions: ' XE "a" ', result: null, behind: '12' }, '12'],
    ['a value that is only kept', { instructions: 'SET a 12', result: '', behind: '' }, ''],
  ])('%s', async (_what, field, text) => {
    expect(valueIn(await read(field)).trim()).toBe(text)
  })
})

describe('A field shows nothing', () => {
  test('that is hidden', async () => {
    const hide = (words: string): string => words.replace('<w:r>', '<w:r><w:rPr><w:vanish/></w:rPr>')
    const field = `${hide(mark('begin'))}<w:r><w:instrText>PAGE</w:instrText></w:r>${hide(mark('end'))}`
    const value = `<w:tc><w:tcPr/><w:p>${field}</w:p></w:tc>`
    const read = readDocx(await docxOf(tbl(tr(tc('规章'), value), tr(tc('甲'), tc('乙')))))
    expect(valueIn(read)).toBe('')
    expect(valueIn(inRtf({ instructions: 'PAGE', result: null, behind: '' }))).toBe('\uFFFC')
  })
})
