import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishSite } from '../src/pipeline/explorePublish.ts'
import { archiveToExplore, config } from './explorer-archive.ts'
import { spoiledArchive } from './explorer/spoiledArchive.ts'

let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'nianbao-anchors-'))
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const unescaped = (text: string): string =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<')

/** Every link of a publication to a place within a page that is not there, as `page -> page#place`. */
function deadAnchors(out: string): { readonly followed: number; readonly dead: readonly string[] } {
  const pages = new Map<string, string>()
  for (const name of readdirSync(out, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('index.html') && !name.includes('/document/'))
      pages.set(name, readFileSync(join(out, name), 'utf8'))
  const places = new Map<string, ReadonlySet<string>>()
  const idsOf = (name: string): ReadonlySet<string> => {
    const known = places.get(name)
    if (known !== undefined) return known
    const ids = new Set(
      [...(pages.get(name) ?? '').matchAll(/\sid="([^"]*)"/gu)].map(([, id = '']) => unescaped(id)),
    )
    places.set(name, ids)
    return ids
  }
  const dead: string[] = []
  let followed = 0
  for (const [name, page] of pages)
    for (const [, href = ''] of page.matchAll(/\shref="([^"]*#[^"]+)"/gu)) {
      if (/^[a-z]+:/u.test(href)) continue
      const [path = '', place = ''] = unescaped(href).split('#')
      const target =
        path === '' ? name : posix.join(posix.dirname(name), decodeURIComponent(path), 'index.html')
      followed += 1
      if (!idsOf(target).has(decodeURIComponent(place))) dead.push(`${name} -> ${target}#${place}`)
    }
  return { followed, dead: [...new Set(dead)] }
}

const published = async (
  make: (folder: string) => Promise<void>,
): Promise<ReturnType<typeof deadAnchors>> => {
  const folder = mkdtempSync(join(home, 'made-'))
  const [archive, out] = [join(folder, 'archive'), join(folder, 'site')]
  await make(archive)
  const failed = (error: unknown): never => {
    throw error
  }
  await publishSite(
    { archive, config, clock: () => new Date('2026-11-21T02:00:00Z'), sites: [], failed },
    out,
  )
  return deadAnchors(out)
}

describe('Every link to a place within a page', () => {
  test('finds it there, whatever a document can hold', async () => {
    const { followed, dead } = await published((folder) => archiveToExplore(folder))
    expect(followed).toBeGreaterThan(1000)
    expect(dead).toEqual([])
  }, 120_000)

  test('finds it there where tables, rows and cells are missing or in doubt', async () => {
    const only = ['noTable', 'lostRows', 'shortRows', 'twice', 'otherNumbers', 'otherLabels']
    const { followed, dead } = await published((folder) => spoiledArchive(folder, { only, most: 2 }))
    expect(followed).toBeGreaterThan(1000)
    expect(dead).toEqual([])
  }, 240_000)
})
