import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, finishedArchive, flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { nianbao } from './running/nianbao.ts'

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
    expect(commands).toHaveLength(8)
    const [signature, walk] = commands
      .slice(4, 6)
      .map((script) => runIn(join(site, '../checkpoints'), script))
    expect(signature).toMatchObject({ status: 0, stdout: 'Signature Verified Successfully\n' })
    expect(walk).toMatchObject({ status: 0, stderr: '' })
    const last = hash('sha256', readFileSync(join(site, '../checkpoints/2.txt')))
    expect(walk?.stdout).toBe(`2 checkpoints, all good; the last one has the hash ${last}\n`)
    const stamps = runIn(join(site, '../checkpoints'), commands[6] ?? '')
    expect(stamps).toMatchObject({ status: 0, stdout: 'no time stamps here\n' })
    const tree = runIn(site, commands[7] ?? '')
    expect(tree).toMatchObject({ status: 0, stdout: '8 lines of gongshu are as they were signed\n' })
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

  test('gives commands that fail when a checkpoint, its signature or the key is altered', async () => {
    const site = await finishedSite()
    const folder = join(site, '../checkpoints')
    const walk = () => runIn(folder, commands[5] ?? '').status
    for (const name of ['1.txt', '1.sig', '2.txt', '2.sig']) {
      flip(join(folder, name), 40)
      expect(walk(), name).toBe(1)
      flip(join(folder, name), 40)
    }
    const key = readFileSync(join(site, '../archive.json'), 'utf8').indexOf('MCow') + 30
    flip(join(site, '../archive.json'), key)
    expect(walk()).toBe(1)
    flip(join(site, '../archive.json'), key)
    expect(walk()).toBe(0)
    flip(join(folder, '1.sig'), 0)
    expect(runIn(folder, commands[4] ?? '').status).not.toBe(0)
  })

  test('gives a key that the next ones follow from', async () => {
    const site = await finishedSite()
    await nianbao('checkpoint', 'rotate-key', '--archive', join(site, '..'))
    expect(runIn(join(site, '../checkpoints'), commands[5] ?? '').stdout).toMatch(/^4 checkpoints, all good/u)
  })

  test('gives a command that finds a ledger which is not the one that was signed', async () => {
    const site = await finishedSite()
    flip(join(site, 'captures.jsonl'), 40)
    const { status, stderr } = runIn(site, commands[7] ?? '')
    expect(status).toBe(1)
    expect(stderr).toMatch(/not the one that was signed/u)
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
