import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn, finishedArchive } from './archive-finished.ts'
import { archiveForExport } from './exports-archive.ts'
import { lastLine, nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

test('the bundle for a story holds the reports with originals, ledger, tables and proofs, and a stranger can check it', async () => {
  const home = await temporaryFolder()
  const [archive, out] = [join(home, 'archive'), join(home, 'out')]
  await finishedArchive(archive)
  const ids = ['330105001/2022', '330105001/2021']
  const reports = ids.flatMap((id) => ['--report', id])
  const { code, stderr } = await nianbao('export', 'bundle', '--archive', archive, '--out', out, ...reports)
  expect([code, stderr]).toEqual([0, ''])
  const [name = '', ...others] = readdirSync(out)
  expect([name, others]).toEqual([
    expect.stringMatching(/^nianbao-reports-[0-9a-f]{8}\.replica-bundle$/u),
    [],
  ])
  const bag = join(out, name)

  for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
    execFileSync('sha256sum', ['--quiet', '-c', manifest], { cwd: bag })
  for (const year of [2021, 2022]) {
    const proof = spawnSync('sh', ['verify.sh'], { cwd: join(bag, `data/proofs/330105001-${year}`) })
    expect([proof.status, proof.stderr.toString()]).toEqual([0, ''])
  }
  expect(
    execFileSync('sha256sum', ['-c', 'originals.sha256'], { cwd: join(bag, 'data/gongshu') }),
  ).toBeTruthy()

  const readme = await readFile(join(bag, 'data/BUNDLE.md'), 'utf8')
  for (const id of ids) expect(readme).toContain(id)
  expect(readme).toContain('to checkpoint 2')
  expect(readme).not.toContain('330105001/2020')
  const files = filesIn(join(bag, 'data'))
  for (const table of ['figures.replica.csv', 'reports.replica.csv', 'manifest.json'])
    expect(files).toContain(`tables/${table}`)
  expect(files.filter((file) => file.endsWith('.xlsx'))).toHaveLength(1)
  const rows = readFileSync(join(bag, 'data/tables/reports.replica.csv'), 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
  expect(rows.map((row) => row.split(',')[0])).toEqual(['330105001/2021', '330105001/2022'])
})

test('a bundle without a named report, or of one that is not there or not proven yet, is refused and nothing is left', async () => {
  const archive = await archiveForExport()
  const out = await temporaryFolder()
  const refusal = async (...more: readonly string[]) => {
    const { code, stderr } = await nianbao('export', 'bundle', '--archive', archive, '--out', out, ...more)
    return [code, lastLine(stderr).split(': ')[1]]
  }
  expect(await refusal()).toEqual([2, 'usage'])
  expect(await refusal('--report', '330105001/2001')).toEqual([2, 'no-such-file'])
  expect(await refusal('--report', '330105001/2022')).toEqual([2, 'no-checkpoint'])
  expect(readdirSync(out)).toEqual([])
})
