import { describe, expect, test } from 'vitest'
import { readDoc } from '../src/extract/readers/doc.ts'
import { bytesOf, cell, define, para, row, rowEnd, run, shown } from './docMade.ts'
import { docBytes, long, short, sprm } from './documents/docBytes.ts'
import { random } from './documents/random.ts'

const special = sprm(0x0855, [1])
const hidden = sprm(0x083c, [1])
const deleted = sprm(0x0800, [1])
const both = [0, 1000, 2000]

describe('the grid of a table is that of its edges', () => {
  test('a cell spans the columns between its edges', () => {
    const table = [
      ...row(['申请人情况', '总计'], [0, 2000, 3000]),
      ...row(['甲', '乙', '3'], [0, 1000, 2000, 3000]),
    ]
    expect(shown(bytesOf(table))).toEqual(['申请人情况@0+2×1 总计@2+1×1', '甲@0+1×1 乙@1+1×1 3@2+1×1'])
  })

  test('edges that differ by rounding or by a careless hand are one', () => {
    const table = [...row(['甲', '乙'], [-5, 1012, 2000]), ...row(['丙', '丁'], [3, 988, 2031])]
    expect(shown(bytesOf(table))).toEqual(['甲@0+1×1 乙@1+1×1', '丙@0+1×1 丁@1+1×1'])
  })

  test('a row that begins further to the right leaves columns free', () => {
    const table = [...row(['甲', '乙'], both), ...row(['丙'], [1000, 2000])]
    expect(shown(bytesOf(table))).toEqual(['甲@0+1×1 乙@1+1×1', '丙@1+1×1'])
  })

  test('a cell of no width still has a column', () => {
    const table = [...row(['甲', '', '乙'], [0, 1000, 1000, 2000]), ...row(['丙', '丁'], both)]
    expect(shown(bytesOf(table))).toEqual(['甲@0+1×1 @1+1×1 乙@2+1×1', '丙@0+1×1 丁@1+2×1'])
  })

  test('cells merge downwards by the bits of their definition', () => {
    const table = [
      ...row(['甲', '1'], both, [0x60]),
      ...row(['', '2'], both, [0x20]),
      ...row(['乙', '3'], both),
    ]
    expect(shown(bytesOf(table))).toEqual(['甲@0+1×2 1@1+1×1', '2@1+1×1', '乙@0+1×1 3@1+1×1'])
  })

  test.each([
    ['1 begins, 2 goes on', [1, 2, 1, 2]],
    ['2 begins, 1 goes on', [2, 1, 2, 1]],
    ['3 begins, 1 goes on', [3, 1, 3, 1]],
  ])('cells merge sideways, whichever way the writer counts: %s', (_, flags) => {
    const table = row(['甲', '', '乙', ''], [0, 1000, 2000, 3000, 4000], flags)
    expect(shown(bytesOf(table))).toEqual(['甲@0+2×1 乙@2+2×1'])
  })

  test.each([
    ['merges cells', [sprm(0x5624, [0, 2])], '甲@0+2×1 丙@2+1×1'],
    ['splits them again', [sprm(0x5624, [0, 2]), sprm(0x5625, [0, 2])], '甲@0+1×1 乙@1+1×1 丙@2+1×1'],
    ['makes columns wider', [sprm(0x7623, [0, 1, ...short(1500)])], '甲@0+1×1 乙@1+1×1 丙@2+1×1'],
    ['moves the row', [sprm(0x9601, short(500))], '甲@0+1×1 乙@1+1×1 丙@2+1×1'],
  ])('a change behind the definition counts: it %s', (_, changes, expected) => {
    const cells = ['甲', '乙', '丙'].map((text) => cell(text))
    expect(shown(bytesOf([...cells, rowEnd(1, define([0, 1000, 2000, 3000]), ...changes)]))).toEqual([
      expected,
    ])
  })

  test('cells that are put in and taken out behind the definition count', () => {
    const inserted = [
      cell('甲'),
      cell('乙'),
      cell('丙'),
      rowEnd(1, define(both), sprm(0x7621, [1, 1, ...short(700)])),
    ]
    expect(shown(bytesOf(inserted))).toEqual(['甲@0+1×1 乙@1+1×1 丙@2+1×1'])
    const taken = [cell('甲'), cell('乙'), rowEnd(1, define([0, 1000, 2000, 3000]), sprm(0x5622, [1, 2]))]
    expect(shown(bytesOf(taken))).toEqual(['甲@0+1×1 乙@1+1×1'])
  })

  test('a vertical merge may be said apart from the definition', () => {
    const merged = (flags: number): Buffer => sprm(0xd62b, [2, 0, flags])
    const table = [
      cell('甲'),
      cell('1'),
      rowEnd(1, define(both), merged(3)),
      cell(''),
      cell('2'),
      rowEnd(1, define(both), merged(1)),
    ]
    expect(shown(bytesOf(table))).toEqual(['甲@0+1×2 1@1+1×1', '2@1+1×1'])
  })

  test('a row of 40 columns stands in another stream and is read all the same', () => {
    const edges = Array.from({ length: 41 }, (_, index) => index * 200)
    const words = edges.slice(1).map((_, index) => String(index))
    expect(shown(bytesOf(row(words, edges)))[0]?.split(' ')[39]).toBe('39@39+1×1')
  })

  test('a nested table follows its outer table, and none of its words stands in a cell of that', () => {
    const inner = [cell('内一', 2), cell('内二', 2), rowEnd(2, define(both))]
    const table = [...inner, cell('外一'), cell('外二'), rowEnd(1, define(both))]
    expect(shown(bytesOf([...table, para('后')]))).toEqual([
      '外一@0+1×1 外二@1+1×1',
      '内一@0+1×1 内二@1+1×1',
      '后',
    ])
  })

  test('words between two tables part them', () => {
    const parted = readDoc(bytesOf([...row(['甲', '乙'], both), para('之间'), ...row(['丙', '丁'], both)]))
    expect(parted.blocks.map(({ kind }) => kind)).toEqual(['table', 'paragraph', 'table'])
  })

  test.each([
    ['more cells than are defined', [cell('甲'), cell('乙'), rowEnd(1, define([0, 1000]))]],
    ['fewer cells than are defined', [cell('甲'), rowEnd(1, define(both))]],
    ['no definition', [cell('甲'), rowEnd(1)]],
    ['no end', [cell('甲'), para('后')]],
  ])('a row with %s is refused: nobody knows its columns', (_, body) => {
    expect(() => readDoc(bytesOf(body))).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
  })
})

describe('only what is printed is read', () => {
  const words = (...runs: readonly ReturnType<typeof run>[]): string => shown(bytesOf([para(runs)]))[0] ?? ''

  test.each([
    ['hidden', [run('7'), run('8', hidden)], '7'],
    ['deleted', [run('99', deleted), run('15', sprm(0x0801, [1]))], '15'],
    ['hidden, and then not', [run('7', hidden, sprm(0x083c, [0]))], '7'],
    ['too small to be seen', [run('3'), run('12', sprm(0x4a43, short(2)))], '3'],
    ['struck', [run('13', sprm(0x0837, [1])), run('12')], '~1312'],
    ['struck twice', [run('13', sprm(0x2a53, [1])), run('12')], '~1312'],
    ['raised', [run('60'), run('1', sprm(0x2a48, [1]))], '60^1'],
    ['moved up', [run('60'), run('1', sprm(0x4845, short(6)))], '60^1'],
    ['white by number', [run('3'), run('12', sprm(0x2a42, [8]))], '3~12'],
    ['white by colour', [run('3'), run('12', sprm(0x6870, [255, 255, 255, 0]))], '3~12'],
    [
      'a field',
      [run('\x13', special), run(' PAGE '), run('\x14', special), run('25'), run('\x15', special)],
      '25',
    ],
    [
      'a field in the instructions of another',
      [
        run('\x13', special),
        run(' IF '),
        run('\x13', special),
        run(' A '),
        run('\x14', special),
        run('1'),
        run('\x15', special),
        run('\x14', special),
        run('2'),
        run('\x15', special),
      ],
      '2',
    ],
    [
      'a sign of a symbol font',
      [run('('), run('(', special, sprm(0x6a09, [1, 0, ...short(0xf0fe)]))],
      '(\uf0fe',
    ],
    ['marks of notes and comments', [run('6'), run('\x02\x05', special), run('0')], '60'],
    ['tabs, breaks and hyphens', [run('甲\t乙\x0b丙\x0c丁\x1e戊\x1f己')], '甲\t乙\n丙\n丁-戊己'],
    ['the usual look again', [run('8', hidden, sprm(0x2a33, [0]))], '8'],
  ])('%s', (_, runs, expected) => {
    expect(words(...runs)).toBe(expected)
  })

  test('bytes of one width are Windows-1252', () => {
    expect(shown(bytesOf([para('a\x96b')]))).toEqual(['a–b'])
  })

  test('a row under change tracking is gone when nothing of it is left, whichever mark says so', () => {
    const gone = [cell([run('甲', deleted)]), cell([run('5', deleted)]), rowEnd(1, define(both))]
    const kept = [cell('丙'), cell('6'), { ...rowEnd(1, define(both)), runs: [run('\x07', deleted)] }]
    expect(shown(bytesOf([...kept, ...gone]))).toEqual(['丙@0+1×1 6@1+1×1'])
  })

  test('a deleted end of a paragraph joins it to the next one', () => {
    const first = { ...para('全年'), runs: [run('全年'), run('\r', deleted)] }
    expect(shown(bytesOf([first, para('收到'), para('完')]))).toEqual(['全年收到', '完'])
  })

  test('a picture alone in a cell is not blank; data of a field are no picture', () => {
    const pictured = [
      cell([run('\x01', special)]),
      cell([run('\x01', special, sprm(0x0806, [1]))]),
      rowEnd(1, define(both)),
    ]
    expect(shown(bytesOf(pictured))).toEqual(['\ufffc@0+1×1 @1+1×1'])
  })

  test('a text box follows its paragraph, and one whose anchor is unknown the text', () => {
    const box = (text: string, anchor: number) => ({ anchor, paragraphs: [para(text)] })
    const body = [para([run('甲'), run('\x08', special)]), para('乙')]
    expect(shown(bytesOf(body, [box('框', 1)]))).toEqual(['甲', '框', '乙'])
    expect(shown(bytesOf(body, [box('框', 3)]))).toEqual(['甲', '乙', '框'])
  })

  test('automatic numbers count along', () => {
    const numbered = sprm(0x460b, [1, 0])
    const body = [
      para('总体情况', { properties: numbered }),
      para('其间'),
      para('主动公开', { properties: numbered }),
    ]
    expect(shown(bytesOf(body))).toEqual(['一、总体情况', '其间', '二、主动公开'])
  })

  test.each([
    ['a property of one byte', (0x5c << 1) | 0x100, []],
    ['a list of properties', 1, [hidden]],
  ])('what a fast save changed in a piece counts: %s', (_, modifier, lists) => {
    const bytes = docBytes([para('甲'), para('乙')], [], random('made'), { modifier, lists })
    expect(shown(bytes).join('')).not.toContain('乙')
  })

  test('a field without an end that hides words is refused', () => {
    expect(() => readDoc(bytesOf([para([run('\x13', special), run('12')])]))).toThrow(/field/u)
  })
})

describe('what is no readable Word document says why', () => {
  const stamped = (at: number, value: number): Buffer => {
    const bytes = bytesOf([para('甲')])
    const main = bytes.indexOf(Buffer.from([0xec, 0xa5]))
    bytes.writeUInt16LE(value, main + at)
    return bytes
  }

  test.each([
    ['encrypted', stamped(10, 0x0300), /encrypted/u],
    ['of Word 95', stamped(2, 0x68), /Word 6 or 95/u],
    ['of Word 6', stamped(0, 0xa5dc), /Word 6 or 95/u],
    ['of something else', stamped(0, 0x1234), /does not begin as that of Word/u],
    ['without its table stream', stamped(10, 0), /0Table/u],
  ])('%s', (_, bytes, message) => {
    expect(() => readDoc(bytes)).toThrow(message)
    expect(() => readDoc(bytes)).toThrow(expect.objectContaining({ code: 'unreadable-file' }))
  })

  test('the depth of tables is bounded', () => {
    const deep = para('甲', { properties: Buffer.concat([sprm(0x2416, [1]), sprm(0x6649, long(100_000))]) })
    expect(() => readDoc(bytesOf([deep]))).toThrow(expect.objectContaining({ code: 'too-large' }))
  })
})
