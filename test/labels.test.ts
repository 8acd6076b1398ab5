import { expect, test } from 'vitest'
import { normaliseLabel } from '../src/extract/figures/normaliseLabel.ts'
import { wordsOfLabel } from '../src/extract/figures/wordsOfLabel.ts'
import { decided, prepared } from './figuresTables.ts'

test.each(
  decided.filter(({ within }) => within === undefined).map((label) => [label.printed, label] as const),
)(
  'the decision on %s names a label that a form has, or says that none has it',
  (_printed, { printed, means, table }) => {
    const words = wordsOfLabel(normaliseLabel(printed), prepared.words).filter((word) => word.table === table)
    expect(words.length).toBeGreaterThan(0)
    if (means === null) expect(words.map(({ kind }) => kind)).toEqual(['foreign'])
    else
      expect(words).toEqual(prepared.words.get(normaliseLabel(means))?.filter((word) => word.table === table))
  },
)

test('no label is decided twice', () => {
  const printed = decided.map((label) => `${label.table} ${normaliseLabel(label.printed)}`)
  expect(new Set(printed).size).toBe(printed.length)
})

test.each(decided.filter(({ within }) => within === true).map((label) => [label.printed, label] as const))(
  'the decision on %s, within its table, names a column that a form has there',
  (printed, { means, table }) => {
    const meant = prepared.within.get(`${table} ${printed}`)
    expect(meant).toBe(means)
    expect(prepared.labels.get(`${table} column`)).toContain(meant)
  },
)
