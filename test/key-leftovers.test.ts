import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { findSigner } from '../src/archive/signingKey.ts'
import { testFolder } from './archive-folder.ts'

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const halfMade = new RegExp(`\\.pem\\.${uuid}$`, 'u')
const namesIn = (file: string): readonly string[] => readdirSync(dirname(file)).sort()
const leftIn = (file: string): readonly string[] => namesIn(file).filter((name) => halfMade.test(name))

/** Changes the key in a process of its own and kills that, until it was killed while it made one. */
async function killedWhileMaking(archive: string, file: string): Promise<void> {
  for (let kills = 0; kills < 100 && leftIn(file).length === 0; kills += 1) {
    const child = spawn(
      process.execPath,
      [resolve(import.meta.dirname, 'archive-rotate.ts'), archive, file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await once(child.stdout, 'data')
    await wait(kills % 17)
    child.kill('SIGKILL')
    await once(child, 'close')
  }
}

test('a key that a killed rotate-key left half-made is cleared by the next run, and no key that signs is', async () => {
  const folder = testFolder()
  const [archive, file] = [join(folder, 'archive'), join(folder, 'keys', 'key.pem')]
  const { publicKey } = await findSigner(archive, file, null)
  await killedWhileMaking(archive, file)
  const left = leftIn(file)
  expect(left.length).toBeGreaterThan(0)
  const kept = namesIn(file).filter((name) => !halfMade.test(name))
  const pem = readFileSync(file)

  // Just now somebody else may be making it.
  await findSigner(archive, file, null)
  expect(leftIn(file)).toEqual(left)
  const [ago, own] = [new Date(Date.now() - 120_000), join(dirname(file), 'key.pem.mine')]
  for (const name of left) utimesSync(join(dirname(file), name), ago, ago)
  writeFileSync(own, 'somebody’s own file')
  utimesSync(own, ago, ago)
  const signer = await findSigner(archive, file, publicKey)
  expect(namesIn(file)).toEqual([...kept, 'key.pem.mine'].sort())
  expect(readFileSync(file)).toEqual(pem)
  // The first of all keys is still found by name.
  expect(signer.publicKey).toBe(publicKey)
  expect(statSync(file).mode & 0o777).toBe(0o600)
}, 60_000)
