import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { hash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { archiveForExport } from './exports-archive.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const exported = (archive: string, format: string, out: string) =>
  nianbao('export', format, '--archive', archive, '--out', out)
const filesBelow = async (folder: string) => (await readdir(folder, { recursive: true })).sort()

describe('an export below the archive, where only the archive itself writes', () => {
  const places = [
    ['the archive itself', (archive: string) => Promise.resolve(archive)],
    ['a site of it', (archive: string) => Promise.resolve(join(archive, 'zhejiang-example'))],
    ['a folder of it that is not there yet', (archive: string) => Promise.resolve(join(archive, 'a/b'))],
    [
      'a link to it',
      async (archive: string) => {
        const link = join(await temporaryFolder(), 'link')
        await symlink(archive, link)
        return join(link, 'out')
      },
    ],
  ] as const

  test.each(places)('is refused in %s, and nothing is written', async (_name, place) => {
    const archive = await archiveForExport()
    const before = await filesBelow(archive)
    const out = await place(archive)
    for (const format of ['csv', 'jsonl', 'xlsx', 'parquet', 'datapackage', 'warc', 'wacz', 'bagit']) {
      const { code, stderr } = await exported(archive, format, out)
      expect([code, stderr], format).toEqual([2, expect.stringContaining('lies in the archive')])
    }
    const proof = await nianbao('prove', '330105001/2022', '--archive', archive, '--out', join(out, 'proof'))
    expect([proof.code, proof.stderr]).toEqual([2, expect.stringContaining('lies in the archive')])
    expect(await filesBelow(archive)).toEqual(before)
  })

  test('goes beside it, also under a name that begins alike', async () => {
    const archive = await archiveForExport()
    expect((await exported(archive, 'csv', `${archive}-csv`)).code).toBe(0)
    expect((await exported(archive, 'csv', join(archive, '..'))).code).toBe(0)
  })
})

describe('an export over an earlier one', () => {
  test.each(['warc', 'bagit', 'datapackage'])('replaces it (%s)', async (format) => {
    const archive = await archiveForExport()
    const out = await temporaryFolder()
    expect((await exported(archive, format, out)).code).toBe(0)
    const first = await filesBelow(out)
    expect((await exported(archive, format, out)).code).toBe(0)
    expect(await filesBelow(out)).toEqual(first)
  })

  test.each(['warc', 'bagit', 'datapackage'])(
    'never takes along what a person put there (%s)',
    async (format) => {
      const archive = await archiveForExport()
      const out = await temporaryFolder()
      await exported(archive, format, out)
      const [name = ''] = await readdir(out)
      await mkdir(join(out, name, 'mine'))
      await writeFile(join(out, name, 'mine/NOTES.txt'), 'what I saw')
      const before = await filesBelow(out)
      const { code, stderr } = await exported(archive, format, out)
      expect([code, stderr]).toEqual([2, expect.stringContaining('mine/NOTES.txt')])
      expect(await readFile(join(out, name, 'mine/NOTES.txt'), 'utf8')).toBe('what I saw')
      expect(await filesBelow(out)).toEqual(before)
    },
  )

  test('never replaces a folder of its name that no export wrote', async () => {
    const archive = await archiveForExport()
    const [out, other] = [await temporaryFolder(), await temporaryFolder()]
    await exported(archive, 'warc', other)
    const [name = ''] = await readdir(other)
    await mkdir(join(out, name))
    await writeFile(join(out, name, 'a.txt'), 'a')
    expect((await exported(archive, 'warc', out)).code).toBe(2)
    expect(await filesBelow(out)).toEqual([name, `${name}/a.txt`])
  })
})

describe('what a killed export left', () => {
  const machine = hash('sha256', hostname()).slice(0, 8)
  const part = (host: string, pid: number | undefined) => `.nianbao.${host}-${pid ?? ''}-0123abcd.part`

  test.each(['csv', 'datapackage', 'warc'])(
    'is cleared by the next one, and what others are making is not (%s)',
    async (format) => {
      const out = await temporaryFolder()
      const dead = spawn(process.execPath, ['-e', ''])
      await once(dead, 'close')
      const left = part(machine, dead.pid)
      const living = [part(machine, process.pid), part('00000000', dead.pid), '.nianbao-mine.part']
      for (const name of [left, ...living]) {
        await mkdir(join(out, name))
        await writeFile(join(out, name, 'half.warc.gz'), 'half')
      }
      expect((await exported(await archiveForExport(), format, out)).code).toBe(0)
      expect(existsSync(join(out, left))).toBe(false)
      for (const name of living) expect(existsSync(join(out, name, 'half.warc.gz'))).toBe(true)
    },
  )
})
