import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { judge } from './documents/judge.ts'
import { madeReader } from './documents/readMade.ts'
import type { Truth } from './documents/truth.ts'

const { knowledge } = await loadConfig('config')
const read = madeReader(knowledge)

/** Made reports as Chromium and LibreOffice print them, with what they say beside them (test/bench/pdfScore.ts makes more). */
const fixtures = globSync('test/fixtures/pdf/*.pdf').toSorted()

/** In one of them figures were changed with their old digits struck through: nobody can tell figure from correction, so they are marked. */
const struck = 'dashed-and-struck'

describe('a report printed as PDF', () => {
  test.each(fixtures.map((path) => [basename(path, '.pdf'), path] as const))(
    '%s gives the figures that it prints, or marks them',
    (name, path) => {
      const truth = JSON.parse(readFileSync(path.replace('.pdf', '.truth.json'), 'utf8')) as Truth
      const report = read({
        container: 'docx',
        name: '附件1.pdf',
        mediaType: 'application/pdf',
        bytes: readFileSync(path),
        truth,
      })
      const { silent, wrong, right, identity } = judge(report, truth)
      expect({ silent, identity }).toEqual({ silent: [], identity: [] })
      if (name !== struck) expect(wrong).toEqual([])
      expect(right).toBeGreaterThan(150)
    },
  )

  test('has its words in sections, in whole paragraphs', () => {
    const path = 'test/fixtures/pdf/rows-cut-and-closed.pdf'
    const truth = JSON.parse(readFileSync(path.replace('.pdf', '.truth.json'), 'utf8')) as Truth
    const report = read({
      container: 'docx',
      name: '附件1.pdf',
      mediaType: 'application/pdf',
      bytes: readFileSync(path),
      truth,
    })
    const keys = report?.sections.map(({ key }) => key) ?? []
    for (const key of [
      'overview',
      'proactive',
      'applications',
      'review_litigation',
      'problems',
      'other',
    ] as const)
      expect(keys).toContain(key)
    const overview = report?.sections.find(({ key }) => key === 'overview')?.text ?? ''
    for (const paragraph of overview.split('\n').filter((text) => text !== ''))
      expect(paragraph).toMatch(/[。：；]$/u)
  })
})
