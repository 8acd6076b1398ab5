import { spawn } from 'node:child_process'
import { cp, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

test('whoever removes the whole folder archive/ of a checkout begins anew', async () => {
  const checkout = join(await temporaryFolder(), 'checkout')
  for (const part of ['src', 'config', 'crawlers/zhejiang', 'test', 'package.json'])
    await cp(join(root, part), join(checkout, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'))
  await rm(join(checkout, 'archive'), { recursive: true, force: true })
  const demo = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/cli.ts', 'demo'], {
    cwd: checkout,
    stdio: 'ignore',
  })
  expect(await new Promise((done) => demo.once('close', done))).toBe(0)
  expect(await readFile(join(checkout, 'archive/archive.json'), 'utf8')).toContain('"replica"')
  expect(await readFile(join(checkout, 'archive/README.md'), 'utf8')).toContain('originals.sha256')
})
