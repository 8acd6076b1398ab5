import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn } from './archive-finished.ts'
import { archiveForExport } from './exports-archive.ts'
import { renderDocx } from './documents/makeDocument.ts'
import { inventReport } from './fixtures/inventReport.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

async function bagOf(archive: string, ...options: string[]): Promise<string> {
  const out = await temporaryFolder()
  const ended = await nianbao('export', 'bagit', '--out', out, '--archive', archive, ...options)
  expect([ended.code, ended.stderr]).toEqual([0, ''])
  const [name = '', ...more] = readdirSync(out)
  expect(more).toEqual([])
  return join(out, name)
}

const textOf = (bag: string, name: string): string => readFileSync(join(bag, name), 'utf8')
const check = (folder: string, list: string): string =>
  execFileSync('sha256sum', ['-c', '--strict', '--quiet', list], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  })

describe('nianbao export bagit', () => {
  test('writes a bag that sha256sum checks, with every file of it in one of the two manifests', async () => {
    const bag = await bagOf(await archiveForExport())
    expect(bag).toMatch(/nianbao-bag$/u)
    expect(check(bag, 'manifest-sha256.txt')).toBe('')
    expect(check(bag, 'tagmanifest-sha256.txt')).toBe('')
    const listed = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].flatMap((name) =>
      textOf(bag, name)
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(66)),
    )
    expect(listed.toSorted()).toEqual(
      filesIn(bag)
        .filter((name) => name !== 'tagmanifest-sha256.txt')
        .sort(),
    )
    for (const name of filesIn(bag)) expect(name).toMatch(/^[!-~]+$/u)
    expect(textOf(bag, 'bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')
  })

  test('names in bag-info.txt the bytes and files of the payload, the archive and its kind', async () => {
    const bag = await bagOf(await archiveForExport('replica'), '--now', '2027-03-04')
    const info = textOf(bag, 'bag-info.txt')
    const sizes = filesIn(join(bag, 'data')).map((name) => statSync(join(bag, 'data', name)).size)
    expect(info).toContain(`Payload-Oxum: ${sizes.reduce((a, b) => a + b)}.${sizes.length}\n`)
    expect(info).toContain('Bagging-Date: 2027-03-04\n')
    expect(info).toMatch(/^External-Identifier: urn:uuid:/mu)
    expect(info).toMatch(/^Nianbao-Archive-Kind: replica$/mu)
    expect(info).toMatch(/REPLICA.*refused/u)
    expect(bag).toMatch(/nianbao\.replica-bag$/u)
    // RFC 8493 §2.2.2: each line is a label without colon, a colon, a space and a value.
    for (const line of info.trimEnd().split('\n')) expect(line).toMatch(/^[A-Za-z-]+: \S/u)
  })

  test('carries over ledgers, originals and reports byte for byte', async () => {
    const archive = await archiveForExport()
    const bag = await bagOf(archive)
    const derived = /(^|\/)(index\.json|\.lock.*|\.tmp.*)$/u
    const carried = filesIn(archive).filter((name) => !derived.test(name))
    expect(filesIn(join(bag, 'data')).sort()).toEqual([...carried, 'SELECTION.md'].sort())
    for (const name of carried) {
      expect(readFileSync(join(bag, 'data', name)), name).toEqual(readFileSync(join(archive, name)))
    }
    for (const site of ['zhejiang-example', 'zhejiang-other'])
      check(join(bag, 'data', site), 'originals.sha256')
  })

  test('of a whole archive is an archive again, on which verify is quiet', async () => {
    const folder = await temporaryFolder()
    const archive = join(folder, 'archive')
    const file = join(folder, 'a.docx')
    writeFileSync(
      file,
      renderDocx(inventReport({ unit: '米市巷街道', division: '杭州市拱墅区', year: 2022, seed: 'a' })),
    )
    const given = ['--unit', '330105001', '--year', '2022', '--from', 'http://www.gongshu.gov.cn/a.docx']
    expect((await nianbao('import', file, ...given, '--archive', archive)).code).toBe(0)
    const bag = await bagOf(archive)
    const verified = await nianbao('verify', '--archive', join(bag, 'data'))
    expect([verified.code, verified.stdout]).toEqual([0, ''])
  })

  test('of a report holds its originals only, the ledger whole, and says what was selected', async () => {
    const archive = await archiveForExport()
    const bag = await bagOf(archive, '--report', '330105001/2021')
    expect(bag).toMatch(/nianbao-330105001-2021-bag$/u)
    check(bag, 'manifest-sha256.txt')
    const ledger = 'zhejiang-example/captures.jsonl'
    expect(readFileSync(join(bag, 'data', ledger))).toEqual(readFileSync(join(archive, ledger)))
    const names = filesIn(join(bag, 'data'))
    expect(names.filter((name) => name.includes('/originals/'))).toHaveLength(2)
    expect(names.filter((name) => name.includes('/reports/'))).toEqual([
      'zhejiang-example/reports/2021/330105001.json',
    ])
    expect(names.filter((name) => name.startsWith('runs/'))).toEqual([])
    expect(check(join(bag, 'data/zhejiang-example'), 'originals.sha256')).toBe('')
    expect(textOf(bag, 'data/SELECTION.md')).toContain('--report 330105001/2021, 2 ledger lines')
  })
})
