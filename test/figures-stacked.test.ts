import { describe, expect, test } from 'vitest'
import type { FiguresReading } from '../src/extract/figures/readFigures.ts'
import { applicants, codes, read } from './figures/readTables.ts'
import { grid, textTable } from './figuresTables.ts'

const metric = (column: string): string => `applications.new.${column}`
const row = (...cells: readonly string[]): FiguresReading =>
  read(textTable(...applicants, ['一、本年新收政府信息公开申请数量', ...cells].join('|')))

describe('two numbers stacked in one cell are never one figure', () => {
  test.each([
    ['where one column alone makes the total', ['6\n6', '0', '0', '0', '0', '0', '6\n6'], 'natural_person'],
    ['also with a space between them', ['5 7', '0', '0', '0', '0', '0', '5 7'], 'natural_person'],
    ['of different length', ['5\n12', '0', '0', '0', '0', '0', '5\n12'], 'total'],
    ['three of them', ['1\n2\n3', '0', '0', '0', '0', '0', '1\n2\n3'], 'total'],
    [
      'where several columns add up without a carry',
      ['1\n3', '1\n2', '0', '0', '0', '0', '2\n5'],
      'business',
    ],
    ['where every lower number has one digit', ['20\n3', '10\n4', '0', '0', '0', '0', '30\n7'], 'total'],
  ])('%s', (_, cells, column) => {
    const reading = row(...cells)
    expect(reading.figures).not.toHaveProperty(metric(column))
    expect(codes(reading, metric(column))).toEqual(['unreadable-cell warning'])
  })

  test('where the sums prove only one of the two years, and the other has a mistake', () => {
    const reading = row('1\n3', '1\n3', '0', '0', '0', '0', '2\n6')
    expect(reading.figures).not.toHaveProperty(metric('total'))
  })

  test('where a cell beside them cannot be read, so that the sum has not all that is printed', () => {
    const reading = row('113\n99', '0\n99', '0', '0', '0', '0', '11399')
    expect(reading.figures).not.toHaveProperty(metric('natural_person'))
    expect(codes(reading, metric('natural_person'))).toContain('unreadable-cell warning')
  })

  test('where the cells do not fit the columns and all say the same', () => {
    const cells = Array.from({ length: 7 }, () => '6\n6')
    const reading = read(
      grid(...applicants.slice(0, 1), ['一、本年新收政府信息公开申请数量', ...cells].join('|')),
    )
    expect(Object.values(reading.figures).filter((value) => value !== null)).toEqual([])
  })

  test('where a number that is only broken is proved by its carry, or by a cell that is not', () => {
    expect(row('44\n7', '3', '0', '0', '0', '0', '450').figures[metric('natural_person')]).toBe(447)
    expect(row('44\n7', '1\n5', '0', '0', '0', '0', '46\n2').figures[metric('total')]).toBe(462)
    expect(row('447', '0', '0', '0', '0', '0', '44\n7').figures[metric('total')]).toBe(447)
  })
})
