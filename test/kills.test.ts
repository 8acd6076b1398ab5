import { expect, test } from 'vitest'
import { killedCrawls } from './kills/killedCrawls.ts'
import { killedExtracts } from './kills/killedExtracts.ts'
import { isLong } from './running/everyday.ts'

// A few, so that the everyday run stays short; `npm run test:crash` kills 200 and 100 (test/crash/kills.crash.ts).
const kills = isLong ? 8 : 3
const seed = Number(process.env['NIANBAO_SEED'] ?? Date.now() % 1_000_000)

test(`a crawl killed at any of ${kills} moments ends, one run later, as if nobody had disturbed it (seed ${seed})`, async () => {
  // Most of the time after the first request goes into starting a worker. Else the kills came too early or too late to disturb anybody.
  expect(await killedCrawls(kills, seed)).toBeGreaterThanOrEqual(1)
}, 600_000)

test(`so does extract (seed ${seed})`, async () => {
  await killedExtracts(isLong ? 4 : 1, seed)
}, 300_000)
