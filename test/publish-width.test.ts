import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { publishExplorer } from '../src/publish/explorer/publishExplorer.ts'
import { handsOf } from './running/publishHands.ts'

const home = mkdtempSync(join(tmpdir(), 'nianbao-width-'))
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})
const links = Array.from({ length: 40 }, (_, at) => `/report/${at}/`)

test('a publication has as many pages made at a time as there are hands, though it begins at one page', async () => {
  let [now, most] = [0, 0]
  const made: string[] = []
  const changes = await publishExplorer(
    handsOf(6, async ({ address }) => {
      most = Math.max(most, (now += 1))
      await wait(1)
      now -= 1
      made.push(address)
      return { text: address, links: address === '/' ? links : [] }
    }),
    join(home, 'wide'),
  )
  expect(most).toBe(6)
  expect(made.sort()).toEqual(['/', '/en/', ...links].sort())
  expect(changes.files).toBe(42)
})

test('a publication of which a page cannot be made ends with what went wrong', async () => {
  const work = publishExplorer(
    handsOf(6, async ({ address }) => {
      await wait(1)
      if (address === '/report/7/') throw new Error('no such page')
      return { text: address, links }
    }),
    join(home, 'broken'),
  )
  await expect(work).rejects.toThrow('no such page')
})
