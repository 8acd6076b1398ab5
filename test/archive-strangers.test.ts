import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, finishedArchive, flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'

const text = readFileSync(new URL('../src/archive/forStrangers.md', import.meta.url), 'utf8')
const commands = [...text.matchAll(/```sh\n(.*?)```/gsu)].map(([, script]) => script ?? '')
const runIn = (site: string, script: string) =>
  spawnSync('bash', ['-c', script], { cwd: site, encoding: 'utf8' })

async function finishedSite(): Promise<string> {
  const folder = testFolder()
  await finishedArchive(folder)
  return join(folder, 'gongshu')
}

describe('what an archive tells strangers', () => {
  test('lies in every archive', async () => {
    expect(readFileSync(join(await finishedSite(), '../README.md'), 'utf8')).toBe(text)
  })

  test('gives commands that hold on a good archive', async () => {
    const site = await finishedSite()
    const [list, check, prev, chain] = commands.map((script) => runIn(site, script))
    expect(commands).toHaveLength(4)
    expect(list).toMatchObject({ status: 0, stdout: '', stderr: '' })
    for (const shown of [check, prev]) {
      const hashes = (shown?.stdout ?? '').match(/[0-9a-f]{64}/gu)
      expect(hashes).toHaveLength(2)
      expect(hashes?.[0]).toBe(hashes?.[1])
    }
    expect(chain).toMatchObject({ status: 0, stderr: '' })
    expect(chain?.stdout).toMatch(/^8 lines, all good/u)
  })

  test('gives commands that fail when an original is altered', async () => {
    const site = await finishedSite()
    flip(join(site, 'originals', filesIn(join(site, 'originals'))[0] ?? ''), 0)
    const [list, , , chain] = commands.map((script) => runIn(site, script))
    expect(list?.status).toBe(1)
    expect(chain?.status).toBe(1)
    expect(chain?.stderr).toMatch(/its original is damaged/u)
  })

  test('gives commands that fail when the ledger is altered', async () => {
    const site = await finishedSite()
    flip(join(site, 'captures.jsonl'), 40)
    const [, check, prev, chain] = commands.map((script) => runIn(site, script))
    for (const shown of [check, prev]) {
      const [left, right] = (shown?.stdout ?? '').match(/[0-9a-f]{64}/gu) ?? []
      expect(left).not.toBe(right)
    }
    expect(chain?.status).toBe(1)
  })
})

test('the text in the default archive of the checkout is the one that every archive gets', () => {
  expect(readFileSync(new URL('../archive/README.md', import.meta.url), 'utf8')).toBe(text)
})
