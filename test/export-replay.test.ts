import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { archiveForExport, urls } from './exports-archive.ts'
import { nianbao, run } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const Shown = z.object({ status: z.number(), location: z.string().nullable(), body: z.base64() })
const Replay = z.object({
  pages: z.array(z.object({ url: z.string(), ts: z.number(), title: z.string() })),
  shown: z.array(Shown.nullable()),
})

/** Loads the WACZ in wabac, the engine of ReplayWeb.page: its own zip, index and replay, and asks it for URLs. */
async function replayed(
  options: readonly string[],
  questions: readonly (readonly [timestamp: string, url: string, posted: string | null])[],
): Promise<z.infer<typeof Replay>> {
  const out = await temporaryFolder()
  const archive = await archiveForExport()
  expect((await nianbao('export', 'wacz', '--out', out, '--archive', archive, ...options)).code).toBe(0)
  const [name = ''] = options.length === 0 ? ['nianbao.wacz'] : [`nianbao-${options[1] ?? ''}.wacz`]
  const program = resolve(import.meta.dirname, 'replayWacz.ts')
  const { code, stdout, stderr } = await run([
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    program,
    join(out, name),
    JSON.stringify(questions),
  ])
  expect([code, stderr]).toEqual([0, ''])
  return Replay.parse(JSON.parse(stdout))
}

const textOf = (shown: z.infer<typeof Shown> | null | undefined): string =>
  Buffer.from(shown?.body ?? '', 'base64').toString('utf8')

describe('a WACZ in the engine of ReplayWeb.page', () => {
  test('shows every content at its time, also where a revisit stands for it', async () => {
    // The revisit first: asked for after its original it could come out of a cache.
    const minutes = ['03', '01', '07']
    const { shown } = await replayed(
      [],
      minutes.map((minute) => [`2026112101${minute}03`, urls.page, null] as const),
    )
    expect(shown.map(textOf)).toEqual(['<html>2022年年报', '<html>2022年年报', '<html>2022年年报 changed'])
    expect(shown.map((each) => each?.status)).toEqual([200, 200, 200])
  })

  test('shows a page, and no empty answer, at the time of a 304', async () => {
    const times = ['20261121010403', '20261121010803']
    const { shown } = await replayed(
      [],
      times.map((time) => [time, urls.page, null] as const),
    )
    expect(shown.map((each) => each?.status)).toEqual([200, 200])
    for (const each of shown) expect(textOf(each)).toMatch(/^<html>2022年年报/u)
  })

  test('gives the encoded body, redirects, imports, and a list that was asked for by POST', async () => {
    const { shown } = await replayed(
      [],
      [
        ['20261121010503', urls.file, null],
        ['20261121012003', urls.moved, null],
        ['20261121012003', 'http://www.example.gov.cn/2021/new.html?a=1', null],
        ['20261121013003', new URL(urls.old).href, null],
        ['20261121010003', urls.listing, new URLSearchParams({ page: '1', 栏目: '年报' }).toString()],
        ['20261121014003', urls.other, null],
      ],
    )
    const [file, moved, page, imported, listing, other] = shown
    expect(gunzipSync(Buffer.from(file?.body ?? '', 'base64')).toString()).toBe('附件')
    expect([moved?.status, moved?.location]).toEqual([302, '/2021/next.html'])
    expect([page, imported, listing, other].map(textOf)).toEqual([
      '<html>2021年年报',
      'a file of a person',
      '<html>list',
      '<html>2022 other',
    ])
  })

  test('lists the pages of a selection and knows nothing of what was not selected', async () => {
    const { pages, shown } = await replayed(
      ['--site', 'zhejiang-other'],
      [
        ['20261121014003', urls.other, null],
        ['20261121010103', urls.page, null],
      ],
    )
    expect(pages.map(({ url, ts }) => [url, new Date(ts).toISOString()])).toEqual([
      [urls.other, '2026-11-21T01:40:03.000Z'],
    ])
    expect([textOf(shown[0]), shown[1]]).toEqual(['<html>2022 other', null])
  })
})
