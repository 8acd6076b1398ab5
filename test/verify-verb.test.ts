import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseSince } from '../src/console/parseSince.ts'
import { filesIn, finishedArchive } from './archive-finished.ts'
import { commandLine, nianbao, run } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'
import { boundByRights } from './running/tinyDisk.ts'

/** An archive whose reports are none of ours: only its originals and ledger are of interest here. */
async function archive(): Promise<string> {
  const folder = join(await temporaryFolder(), 'archive')
  await finishedArchive(folder)
  return folder
}

const originals = (folder: string): string[] =>
  filesIn(join(folder, 'gongshu/originals'))
    .sort()
    .map((name) => join(folder, 'gongshu/originals', name))

const about = (stdout: string, what: string): string[] =>
  stdout.split('\n').filter((line) => line.includes(what))

const lastTold = (stderr: string): unknown => JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')

describe('nianbao verify', () => {
  test('says how much it hashed, and what a sample or a date leaves unchecked', async () => {
    const folder = await archive()
    const verify = async (...more: string[]) =>
      lastTold((await nianbao('verify', ...more, '--archive', folder)).stderr)
    expect(await verify()).toMatchObject({ kind: 'verified', originals: 9, unhashed: 0, underived: 0 })
    expect(await verify('--since', '2026-11-21')).toMatchObject({ originals: 9, unhashed: 0, underived: 0 })
    expect(await verify('--since', '2026-11-22')).toMatchObject({ originals: 0, unhashed: 9, underived: 4 })
    const { originals: hashed, unhashed } = (await verify('--sample', '50%')) as Record<string, number>
    expect((hashed ?? 0) + (unhashed ?? 0)).toBe(9)
  })

  test('ends with 5 and names the file when an original is damaged, with all others tested', async () => {
    const folder = await archive()
    const [first = '', second = ''] = originals(folder)
    for (const path of [first, second]) {
      chmodSync(path, 0o644)
      writeFileSync(path, 'x')
    }
    const { code, stdout } = await nianbao('verify', '--archive', folder)
    expect(code).toBe(5)
    expect(about(stdout, 'original-differs')).toEqual(
      [first, second].map((path) => expect.stringContaining(path.slice(folder.length + 1)) as string),
    )
  })

  test('names an original that this user may not read, and tests the others', async (context) => {
    const command = boundByRights(commandLine(['verify', '--json', '--archive', 'ARCHIVE']))
    if (command === null) {
      process.stdout.write('skipped: root may not give up its capabilities here, so no permission binds it\n')
      context.skip()
      return
    }
    const made = await archive()
    const folder = join(await temporaryFolder(), 'copy')
    await cp(made, folder, { recursive: true })
    const [first = '', second = ''] = originals(folder)
    chmodSync(second, 0o644)
    writeFileSync(second, 'x')
    chmodSync(first, 0)
    const [program, ...args] = command
    const ended = await run([program, ...args.map((word) => (word === 'ARCHIVE' ? folder : word))])
    const [line = ''] = about(ended.stdout, 'original-unreadable')
    expect(JSON.parse(line)).toMatchObject({
      severity: 'unchecked',
      message: expect.stringMatching(/EACCES/u) as string,
    })
    expect(about(ended.stdout, 'original-differs')).toHaveLength(1)
    expect(lastTold(ended.stderr)).toMatchObject({ originals: 9 })
  })

  test('ends with 1 where all is well but what this user may not read', async (context) => {
    const folder = await archive()
    for (const path of filesIn(join(folder, 'gongshu/reports'))) rmSync(join(folder, 'gongshu/reports', path))
    const first = originals(folder).find((path) => path.endsWith('.html')) ?? ''
    chmodSync(first, 0)
    const command = boundByRights(commandLine(['verify', '--archive', folder]))
    if (command === null) {
      process.stdout.write('skipped: root may not give up its capabilities here, so no permission binds it\n')
      context.skip()
      return
    }
    const { code, stdout } = await run(command)
    expect(stdout).toMatch(/^unchecked original-unreadable: .*\nunchecked report-unchecked: .*\n$/u)
    expect(code).toBe(1)
  })

  test.each(['yesterday', '2026-02-31', '2026-13-01', '2026-11-21T25:00', ''])(
    'refuses %j as a date',
    async (text) => {
      const { code, stderr } = await nianbao('verify', '--since', text, '--archive', await temporaryFolder())
      expect(code).toBe(2)
      expect(stderr).toContain('nianbao: usage: ')
    },
  )
})

test.each([
  ['2026-11-21', '2026-11-21T00:00:00.000Z'],
  ['2026-11-21T08:00', '2026-11-21T08:00:00.000Z'],
  ['2026-11-21T08:00:00+08:00', '2026-11-21T00:00:00.000Z'],
])('%s is since %s', (text, since) => {
  expect(parseSince(text)).toBe(since)
})
