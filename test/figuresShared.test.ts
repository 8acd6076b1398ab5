import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readFigures } from '../src/extract/figures/readFigures.ts'
import { flattenedTables } from '../src/extract/readers/flattened.ts'
import { flattenedLabels } from '../src/extract/readers/flattenedLabels.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import type { Table } from '../src/model/document.ts'
import { forms, prepared } from './figuresTables.ts'

const shared = new URL('../../shared/', import.meta.url)
const Truth = z.object({ form: z.string(), figures: z.record(z.string(), z.number().nullable()) })

const files = ['seeds', 'corpus'].flatMap((folder) => {
  const place = new URL(`${folder}/`, shared)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .filter((name) => /\.(?:docx|html|txt)$/u.test(name))
    .map((name) => [`${folder}/${name}`, new URL(name, place)] as const)
})
if (files.length === 0)
  process.stderr.write('skipped: ../shared with the real reports is not beside this checkout\n')

function tablesOf(file: URL): readonly Table[] {
  const outcome = readDocument(readFileSync(file), { name: null, mediaType: null })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  const { blocks } = outcome.document
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
  if (tables.length > 0) return tables
  const prose = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])).join('\n')
  return flattenedTables(prose, flattenedLabels(forms)).flatMap((block) =>
    block.kind === 'table' ? [block.table] : [],
  )
}

describe.skipIf(files.length === 0)('a real report', () => {
  test.each(files)(
    '%s: every figure is as printed, and at most one right figure is in doubt',
    (_name, file) => {
      const truth = Truth.parse(
        JSON.parse(readFileSync(new URL(file.href.replace(/\.\w+$/u, '.truth.json')), 'utf8')),
      )
      const reading = readFigures(tablesOf(file), prepared)
      // Null and absent count alike: a blank cell, or none.
      const printed = (figures: Readonly<Record<string, number | null>>): object =>
        Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== null))
      expect(printed(reading.figures)).toEqual(printed(truth.figures))
      expect(new Set(Object.values(reading.forms))).toEqual(new Set([truth.form]))
      const doubted = reading.findings.flatMap(({ severity, metrics }) =>
        severity === 'info' ? [] : metrics,
      )
      expect(doubted.length).toBeLessThanOrEqual(1)
    },
  )
})
