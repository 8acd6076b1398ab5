import { expect, test } from 'vitest'
import { headerMemory } from '../src/extract/figures/headerMemory.ts'
import type { Header } from '../src/extract/figures/header.ts'
import { printedLines } from '../src/extract/figures/printedLine.ts'
import { sectionsOf, type Section } from '../src/extract/figures/sections.ts'
import { prepared, textTable } from './figuresTables.ts'

const header = ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'].join('|')
const sectionIn = (...tables: readonly string[]): readonly Section[] =>
  sectionsOf(
    printedLines(
      tables.map((first) => textTable(first, '规章|1|2|3')),
      prepared,
    ),
  )
const asked: Section[] = []
const read = (section: Section): Header => {
  asked.push(section)
  return { kind: 'columns', columns: [], table: section.header[0]?.table ?? null, order: 'labels' }
}

test('a header that prints the same in the same places is read once, and is of its own table', () => {
  const recall = headerMemory()
  asked.length = 0
  const [first, second] = sectionIn(header, header)
  if (first === undefined || second === undefined) throw new Error('two tables have two headers')
  const [one, other] = [recall(first, read), recall(second, read)]
  expect(asked).toHaveLength(1)
  expect([one, other]).toMatchObject([{ table: 0 }, { table: 1 }])
  expect(other).not.toBe(one)
  expect(recall(first, read)).not.toBe(one)
})

test('a header whose columns nothing draws is read for itself, though a drawn one prints the same', () => {
  const recall = headerMemory()
  asked.length = 0
  const [drawn] = sectionIn(header)
  if (drawn === undefined) throw new Error('a table has a header')
  const inferred = { ...drawn, header: drawn.header.map((line) => ({ ...line, inferred: true })) }
  for (const section of [drawn, inferred]) recall(section, read)
  expect(asked).toHaveLength(2)
})

test.each([
  ['another word', header.replace('本年制发件数', '本年新制作数量')],
  ['another place', `|${header}`],
  ['a word more', `${header}|备注`],
  ['a word that no form prints', `${header}|${'说明'.repeat(40)}`],
])('a header with %s is read for itself', (_what, changed) => {
  const recall = headerMemory()
  asked.length = 0
  for (const section of [...sectionIn(header), ...sectionIn(changed)]) recall(section, read)
  expect(asked).toHaveLength(2)
})
