import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { shellArgument } from '../src/console/shellArgument.ts'
import { describeDemo } from '../src/console/describeDemo.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { commandLine, nianbao } from './running/nianbao.ts'

const shell = promisify(execFile)

/** A folder with a `nianbao` that is our command line. */
function onThePath(): string {
  const folder = join(testFolder(), 'bin')
  mkdirSync(folder)
  const file = join(folder, 'nianbao')
  writeFileSync(file, `#!/bin/sh\nexec ${commandLine([]).map(shellArgument).join(' ')} "$@"\n`)
  chmodSync(file, 0o755)
  return folder
}

const asCommand = (args: readonly string[]): [string, string[]] => {
  const [program, ...rest] = commandLine(args)
  return [program, rest]
}
const isCommand = (line: string): boolean => line.startsWith('    nianbao ')

/** An archive with an original at each of these addresses that gave no report. */
async function archiveOf(addresses: readonly string[]): Promise<string> {
  const folder = join(testFolder(), "李's archive")
  const archive = await openTestArchive(folder, { kind: 'live' })
  const site = await archive.site('gongshu')
  for (const url of addresses) {
    await site.admit(exchangeOf(url, url), factsOf('page'))
    const key = site.bundleKeys().at(-1) ?? ''
    await site.bundle(key)
    site.recordDerived(key, { ids: [], left: [{ url, code: 'unreadable-file', message: 'why' }] })
  }
  await archive.finish()
  await archive.close()
  return folder
}

test('a command that review prints does what it says when it is pasted, whatever the address of an original is', async () => {
  const trap = join(testFolder(), 'ran')
  const addresses = [
    `http://www.example.gov.cn/a?x=1&y=2;touch ${trap}`,
    `http://www.example.gov.cn/$(touch ${trap})`,
    `http://www.example.gov.cn/'; touch ${trap}; '`,
    'http://www.example.gov.cn/`id`/(1) "2"\\n',
    'http://www.example.gov.cn/财政局/2022.html',
  ]
  const archive = await archiveOf(addresses)
  const { stdout } = await nianbao('review', '--archive', archive)
  const commands = stdout.split('\n').filter(isCommand)
  expect(commands).toHaveLength(addresses.length)
  expect(commands.join('\n')).toContain(' http://www.example.gov.cn/财政局/2022.html --site')
  const env = { ...process.env, PATH: [onThePath(), process.env['PATH'] ?? ''].join(delimiter) }
  const shown = await Promise.all(commands.map((line) => shell('sh', ['-c', line], { env })))
  expect(shown.map((each) => each.stdout.split('  ')[0]).sort()).toEqual(addresses.toSorted())
  expect(existsSync(trap)).toBe(false)
}, 60_000)

test('a command that review prints leaves out what is so anyway', async () => {
  const archive = await archiveOf(['http://www.example.gov.cn/a'])
  const cwd = testFolder()
  renameSync(archive, join(cwd, 'archive'))
  const { stdout } = await shell(...asCommand(['review']), { cwd })
  expect(stdout.split('\n').filter(isCommand)).toEqual([
    '    nianbao review show http://www.example.gov.cn/a --site gongshu',
  ])
})

test('what the demo says is to be tried next names its archive, also one with a blank', () => {
  const said = describeDemo(
    { archive: 'replica', sites: [], withheld: [], undelivered: [], runs: [] },
    '/srv/the archive',
  )
  expect(said).toContain("cd '/srv/the archive/zhejiang-gongshu'")
  expect(said).toContain("npx nianbao --archive '/srv/the archive' verify")
})
