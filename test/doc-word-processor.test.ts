import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { readDocument } from '../src/extract/readers/readDocument.ts'
import type { Block } from '../src/model/document.ts'
import { judge } from './documents/judge.ts'
import { madeReader } from './documents/readMade.ts'
import type { Truth } from './documents/truth.ts'

const folder = new URL('./fixtures/doc/', import.meta.url)
const unpacked = (name: string): Buffer => gunzipSync(readFileSync(new URL(`${name}.gz`, folder)))
const truths = JSON.parse(unpacked('truths.json').toString()) as Readonly<Record<string, Truth>>
const { knowledge } = await loadConfig('config')
const read = madeReader(knowledge)

test('every file that a word processor saved has its known figures, and every truth its file', () => {
  const files = readdirSync(folder).filter(
    (name) => /\.(?:doc|rtf)\.gz$/u.test(name) && !name.startsWith('looks'),
  )
  expect(files.map((name) => name.slice(0, -3)).sort()).toEqual(Object.keys(truths).sort())
  expect(files.length).toBeGreaterThan(12)
})

describe('figures are read as they are printed from what LibreOffice saved', () => {
  test.each(Object.entries(truths))('%s', (name, truth) => {
    const container = name.endsWith('.rtf') ? 'rtf' : 'doc'
    const report = read({ container, name, mediaType: '', bytes: unpacked(name), truth })
    const { silent, wrong, overMarked, identity } = judge(report, truth)
    expect({ silent, wrong, overMarked, identity }).toEqual({
      silent: [],
      wrong: [],
      overMarked: [],
      identity: [],
    })
  })
})

describe('.doc and RTF say what the docx says from which they were saved', () => {
  const blocks = (name: string): readonly Block[] => {
    const outcome = readDocument(unpacked(name), { name, mediaType: null })
    if (outcome.kind === 'refused') throw new Error(outcome.message)
    // The number of a page is computed anew on saving.
    return outcome.document.blocks.slice(0, -1)
  }
  test.each(['looks.doc', 'looks.rtf'])('%s: nested tables, merges, marked digits', (name) => {
    expect(blocks(name)).toEqual(blocks('looks.docx'))
  })
})
