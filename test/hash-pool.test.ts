import { spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hashBufferSize, hashFile, type HashedFile } from '../src/archive/hashFile.ts'
import { openHashPool, type FileToHash } from '../src/archive/hashPool.ts'
import { testFolder } from './archive-folder.ts'

async function hashedBy(width: number, files: readonly FileToHash[]): Promise<Map<string, HashedFile>> {
  const pool = openHashPool(width)
  const found = new Map<string, HashedFile>()
  try {
    await pool.hash(files, ({ path }, hashed) => {
      if (found.has(path)) throw new Error(`${path} was hashed twice`)
      found.set(path, hashed)
    })
  } finally {
    await pool.close()
  }
  return found
}

/** Small files, and some of sizes at which reading changes its way. */
function filesOf(folder: string, count: number): { path: string; size: number; sha256: string }[] {
  const around = [0, 1, hashBufferSize - 1, hashBufferSize, hashBufferSize + 1, 3 * hashBufferSize + 7]
  return Array.from({ length: count }, (_, n) => {
    const path = join(folder, String(n))
    const bytes = Buffer.alloc(around[n] ?? n * 3, `${n} `)
    writeFileSync(path, bytes)
    return { path, size: bytes.length, sha256: hash('sha256', bytes) }
  })
}

test.each([
  ['a few files here', 6, 4],
  ['many files by one worker', 700, 1],
  ['many files by several workers', 700, 3],
])('%s: each hashed once, to what it holds', async (_what, count, width) => {
  const files = filesOf(testFolder(), count)
  const found = await hashedBy(width, files)
  expect(found.size).toBe(count)
  for (const { path, size, sha256 } of files) expect(found.get(path)).toEqual({ kind: 'read', sha256, size })
})

test.each([
  ['here', 0],
  ['by workers', 400],
])('what cannot be read is told by its reason, and a pipe keeps nobody waiting: %s', async (_where, more) => {
  const folder = testFolder()
  const files = filesOf(folder, more)
  const place = (name: string) => join(folder, name)
  mkdirSync(place('folder'))
  symlinkSync(place('circle'), place('circle'))
  symlinkSync('/proc/self/mem', place('failing'))
  expect(spawnSync('mkfifo', [place('pipe')]).status).toBe(0)
  const names = ['none', 'folder', 'circle', 'failing', 'pipe']
  const found = await hashedBy(2, [...files, ...names.map((name) => ({ path: place(name), size: 0 }))])
  expect(names.map((name) => found.get(place(name)))).toMatchObject(
    ['ENOENT', 'EISDIR', 'ELOOP', 'EIO', 'ENXIO'].map((code) => ({ kind: 'unreadable', code })),
  )
  expect(found.size).toBe(more + names.length)
})

test('a file that is given in pieces is read to its end', ({ skip }) => {
  // The kernel gives this one page by page, and it does not change.
  const path = '/proc/kallsyms'
  if (!existsSync(path)) skip('no /proc/kallsyms here')
  const bytes = readFileSync(path)
  expect(bytes.length).toBeGreaterThan(100_000)
  expect(hashFile(path, Buffer.alloc(hashBufferSize))).toEqual({
    kind: 'read',
    sha256: hash('sha256', bytes),
    size: bytes.length,
  })
})

test('work that fails where it is counted ends the whole, and the pool can be closed', async () => {
  const pool = openHashPool(2)
  const files = filesOf(testFolder(), 400)
  await expect(
    pool.hash(files, () => {
      throw new Error('no more')
    }),
  ).rejects.toThrow('no more')
  await pool.close()
})
