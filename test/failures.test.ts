import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { failures } from '../src/errors.ts'

test('docs/failures.md explains every failure code with the remedy of the code, and no other', async () => {
  const page = await readFile(resolve(import.meta.dirname, '../docs/failures.md'), 'utf8')
  const explained = [...page.matchAll(/^\| `([a-z0-9-]+)` \| [^|]+ \| (.+) \|$/gmu)].map(
    ([, code, remedy]) => [code, remedy],
  )
  expect(explained).toEqual(Object.entries(failures))
})
