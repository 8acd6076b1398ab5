import { expect, test } from 'vitest'
import { killedCrawls } from '../kills/killedCrawls.ts'
import { killedExtracts } from '../kills/killedExtracts.ts'

const seed = Number(process.env['NIANBAO_SEED'] ?? Date.now() % 1_000_000)

test(`200 kills of a running crawl lose nothing that was acknowledged, and leave no trace one run later (seed ${seed})`, async () => {
  const met = await killedCrawls(200, seed)
  process.stdout.write(`${met} of 200 kills met a crawl that had some of its pages and not all\n`)
  expect(met).toBeGreaterThanOrEqual(20)
}, 1_800_000)

test(`nor do 100 kills of a running extract (seed ${seed})`, async () => {
  const met = await killedExtracts(100, seed)
  process.stdout.write(`${met} of 100 kills met an extract that had made some reports and not all\n`)
  expect(met).toBeGreaterThanOrEqual(20)
}, 900_000)
