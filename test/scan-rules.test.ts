import { expect, test } from 'vitest'
import { clearRules } from '../src/extract/engines/clearRules.ts'
import { gridsOf } from '../src/extract/readers/pdfGrids.ts'

type Line = readonly [left: number, top: number, right: number, bottom: number]

/** A table of two columns and three rows, the uppermost 26 points high. */
const table: readonly Line[] = [
  ...[100, 126, 146, 166].map((y): Line => [50, y, 250, y]),
  ...[50, 150, 250].map((x): Line => [x, 100, x, 166]),
]
const columns = (...more: readonly Line[]): readonly number[] => {
  const rules = clearRules({ rules: Float32Array.from([...table, ...more].flat()) })
  const page = { width: 600, height: 800, codes: new Uint32Array(), boxes: new Float32Array(), pictured: 1 }
  return gridsOf({ ...page, rules }).flatMap(({ xs }) => xs)
}

test('strokes of type above each other in a cell part no columns', () => {
  expect(columns([200, 102.5, 200, 123.8])).toEqual([50, 150, 250])
  expect(columns([200, 99.5, 200, 123.8])).toEqual([50, 150, 250])
})

test('a short line that begins and ends at those above and below it does', () => {
  expect(columns([200, 100.4, 200, 125.7])).toEqual([50, 150, 200, 250])
})

test('uprights of a large title above the table make no lattice', () => {
  const title: readonly Line[] = [
    [120, 60, 150, 60],
    [120, 84, 150, 84],
    [130, 57.5, 130, 81],
    [140, 58, 140, 86.8],
  ]
  expect(columns(...title)).toEqual([50, 150, 250])
})

test('a line that runs down several rows needs no line at its ends', () => {
  expect(columns([200, 96, 200, 169])).toEqual([50, 150, 200, 250])
})
