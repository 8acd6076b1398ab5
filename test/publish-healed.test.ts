import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { publishExplorer } from '../src/publish/explorer/publishExplorer.ts'
import { handsOf } from './running/publishHands.ts'

const home = mkdtempSync(join(tmpdir(), 'nianbao-healed-'))
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** Publishes pages by address; the front page leads to all of them. One of which the text is null cannot be made. */
const publish = (out: string, pages: Readonly<Record<string, string | null>>, hands = 1) =>
  publishExplorer(
    handsOf(hands, ({ address }) => {
      const text = pages[address] ?? (address in pages ? null : address)
      if (text === null) return Promise.reject(new Error(`${address} cannot be made`))
      return Promise.resolve({ text, links: address === '/' ? Object.keys(pages) : [] })
    }),
    join(home, out),
  )
const at = (out: string, path: string) => readFileSync(join(home, out, path), 'utf8')
const filesIn = (out: string) =>
  readdirSync(join(home, out), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(home, out).length + 1))
    .sort()

describe('A publication that ended before its end', () => {
  const killed = { '/a/': null, '/b/': 'first b', '/c/': 'first c' }

  test('is gone on with, though the archive differs by then', async () => {
    await expect(publish('differs', killed)).rejects.toThrow('/a/ cannot be made')
    expect(at('differs', 'b/index.html')).toBe('first b')
    await publish('differs', { '/a/': 'a', '/b/': 'other b', '/c/': 'first c' })
    expect(at('differs', 'b/index.html')).toBe('other b')
    await publish('fresh', { '/a/': 'a', '/b/': 'other b', '/c/': 'first c' })
    expect(filesIn('differs')).toEqual(filesIn('fresh'))
    for (const path of filesIn('fresh')) expect(at('differs', path)).toBe(at('fresh', path))
  })

  test('leaves no page that is not to be shown any more', async () => {
    await expect(publish('withheld', killed)).rejects.toThrow('/a/ cannot be made')
    await publish('withheld', { '/b/': 'other b' })
    expect(filesIn('withheld').filter((path) => path.includes('c/'))).toEqual([])
  })

  test('knows what each of its hands wrote', async () => {
    const pages = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`/p${at}/`, `first ${at}`]))
    await expect(publish('hands', { '/a/': null, ...pages }, 4)).rejects.toThrow('/a/ cannot be made')
    expect(filesIn('hands').length).toBeGreaterThan(60)
    await publish('hands', { '/b/': 'b' }, 4)
    expect(filesIn('hands')).toEqual([
      'b/index.html',
      'en/index.html',
      'explorer-manifest.json',
      'index.html',
    ])
  })

  test('does not leave its pages among those of the one before', async () => {
    await publish('between', { '/a/': 'one a', '/b/': 'one b' })
    await expect(publish('between', { '/a/': null, '/b/': 'two b' })).rejects.toThrow('/a/ cannot be made')
    expect(at('between', 'b/index.html')).toBe('two b')
    // As long as the other, and what the first publication noted.
    await publish('between', { '/a/': 'one a', '/b/': 'one b' })
    expect(at('between', 'b/index.html')).toBe('one b')
  })

  test('gives no leave to write over a file that it did not write', async () => {
    await expect(publish('foreign', killed)).rejects.toThrow('/a/ cannot be made')
    writeFileSync(join(home, 'foreign', 'b/index.html'), 'my own page')
    await expect(publish('foreign', { '/b/': 'other b' })).rejects.toMatchObject({ code: 'usage' })
    expect(at('foreign', 'b/index.html')).toBe('my own page')
  })
})

test('a page that somebody spoiled is written again, though it is as long as before', async () => {
  await publish('spoiled', { '/b/': 'the page' })
  writeFileSync(join(home, 'spoiled', 'b/index.html'), 'mischief')
  await publish('spoiled', { '/b/': 'the page' })
  expect(at('spoiled', 'b/index.html')).toBe('the page')
})
