import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadSites } from '../src/sites/loadSites.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const define = pathToFileURL(resolve(import.meta.dirname, '../src/sites/defineSite.ts')).href

const right = {
  id: 'zhejiang-test',
  name: '测试区人民政府',
  division: '330105',
  hosts: ['www.test.gov.cn'],
  sources: [{ family: 'static-list', list: 'http://www.test.gov.cn/list.html' }],
  expect: { from: 2020, perYear: [1, 9] },
}

/** A folder of site files; a value is facts, a text is the file itself. */
async function folderOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [file, facts] of Object.entries(files)) {
    const text =
      typeof facts === 'string'
        ? facts
        : `import { defineSite } from '${define}'\nexport default defineSite(${JSON.stringify(facts)})\n`
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

const loading = async (facts: unknown, file = 'zhejiang/test.ts'): Promise<unknown> =>
  loadSites(await folderOf({ [file]: facts }))

describe('A site file', () => {
  test('is loaded with its options filled in', async () => {
    const [site] = await loadSites(
      await folderOf({
        'zhejiang/test.ts': {
          ...right,
          sources: [
            { family: 'hanweb-jpaas', column: 'http://www.test.gov.cn/col/col1/index.html', until: 2024 },
          ],
        },
      }),
    )
    expect(site?.sources).toEqual([
      {
        family: 'hanweb-jpaas',
        options: { column: 'http://www.test.gov.cn/col/col1/index.html', pageSize: 100 },
        from: null,
        until: 2024,
      },
    ])
    expect(site?.scheme).toBe('http')
  })

  test.each<readonly [string, object, RegExp]>([
    [
      'an unknown family',
      { sources: [{ family: 'wordpress' }] },
      /^zhejiang\/test\.ts: sources\.0\.family: /u,
    ],
    ['no source', { sources: [] }, /: sources: /u],
    [
      'an option of another family',
      { sources: [{ family: 'static-list', list: 'http://www.test.gov.cn/', channel: 'c111273' }] },
      /: sources\.0: .*channel.*static-list/u,
    ],
    [
      'a missing option',
      { sources: [{ family: 'ucap', site: 'achengqu' }] },
      /: sources\.0\.channel(Id)?: .*ucap/u,
    ],
    [
      'a wrong option of a family with two shapes',
      { sources: [{ family: 'ucap', site: 'achengqu', channel: '111273' }] },
      /: sources\.0\.channel: must be a channel code/u,
    ],
    [
      'a pattern that is none',
      { sources: [{ family: 'static-list', list: 'http://www.test.gov.cn/', article: '(' }] },
      /: sources\.0\.article: must be a regular expression/u,
    ],
    [
      'an address on a host that is not allowed',
      { sources: [{ family: 'static-list', list: 'http://www.other.gov.cn/list.html' }] },
      /: sources\.0\.list: its host is not in hosts/u,
    ],
    [
      'a source that ends before it begins',
      { sources: [{ ...right.sources[0], from: 2020, until: 2018 }] },
      /: sources\.0\.from: is later/u,
    ],
    ['a wildcard host', { hosts: ['*.gov.cn'] }, /: hosts\.0: must be a host name/u],
    ['no expectation', { expect: undefined }, /: expect: /u],
    [
      'a minimum above the maximum',
      { expect: { from: 2020, perYear: [9, 1] } },
      /: expect\.perYear: the minimum/u,
    ],
    ['an unknown member', { colour: 'red' }, /colour/u],
    ['another id than its place says', { id: 'zhejiang-other' }, /: id: must be zhejiang-test/u],
    [
      'a doubt about what is not there',
      { unverified: { 'sources.1.list': 'seen nowhere' } },
      /: unverified\.sources\.1\.list: nothing in this site/u,
    ],
  ])('with %s is refused, with file, place and reason in one line', async (_what, wrong, message) => {
    const facts = { ...right, ...wrong }
    await expect(loading(facts)).rejects.toMatchObject({
      code: 'bad-site-file',
      message: expect.stringMatching(message) as string,
    })
    await expect(loading(facts)).rejects.not.toMatchObject({
      message: expect.stringContaining('\n') as string,
    })
  })

  test.each([
    ['that is no TypeScript', 'export default {{{'],
    ['without a default export', 'export const site = 1'],
    ['with a second export', 'export default {}; export const other = 1'],
  ])('%s is refused', async (_what, text) => {
    await expect(loading(text)).rejects.toMatchObject({
      code: 'bad-site-file',
      message: expect.stringContaining('zhejiang/test.ts') as string,
    })
  })

  test('may not share its id with another', async () => {
    const twice = { ...right, id: 'a-b-c' }
    await expect(loadSites(await folderOf({ 'a/b-c.ts': twice, 'a-b/c.ts': twice }))).rejects.toMatchObject({
      code: 'bad-site-file',
      message: expect.stringContaining('is also the id of') as string,
    })
  })

  test('is missed when its folder is missing', async () => {
    await expect(loadSites('/nowhere/at/all')).rejects.toMatchObject({ code: 'no-such-file' })
  })

  test('with a wrong option is a type error in the editor', async () => {
    const { defineSite } = await import('../src/sites/defineSite.ts')
    const facts = defineSite({
      ...right,
      hosts: ['www.test.gov.cn'],
      expect: { from: 2020, perYear: [1, 9] },
      // @ts-expect-error a channel is an option of ucap, not of static-list
      sources: [{ family: 'static-list', list: 'http://www.test.gov.cn/', channel: 'c111273' }],
    })
    expect(facts.id).toBe('zhejiang-test')
  })
})
