import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { isWalkDue } from '../src/pipeline/isWalkDue.ts'
import { isRecheckDue } from '../src/pipeline/isRecheckDue.ts'
import { trs, trsSource } from './foreign/columns.ts'
import { crawlForeign, host } from './foreign/crawlForeign.ts'
import { holdings } from './foreign/holdings.ts'
import { jpage, jpageSource } from './foreign/jpage.ts'
import { root } from './running/nianbao.ts'

const rows = holdings()
const nights = [
  '2024-02-02',
  '2024-02-08',
  '2024-02-09',
  '2024-02-16',
  '2024-05-20',
  '2024-08-19',
  '2025-01-30',
]

test.each([
  ['trs', trsSource(host), trs(0)(rows), /t20240115_(\d+)\.html$/u],
  ['hanweb-jpage', jpageSource(host), jpage(rows), /art_1229550_(\d+)\.html$/u],
])(
  'an unchanged night asks for robots.txt, each listing endpoint once, and what is due for a re-check or a walk (%s)',
  async (_family, source, handle, article) => {
    const { fetch } = await loadConfig(resolve(root, 'config'))
    const numberOf = (path: string): string | undefined => article.exec(path)?.[1]
    const first = await crawlForeign(source, handle, { now: '2024-02-01' })
    const looks = new Map(
      first.asked.flatMap((path) => numberOf(path) ?? []).map((number) => [number, '2024-02-01']),
    )
    expect(looks.size).toBe(24)
    const pages = first.asked.length - 1 - looks.size
    let walked = '2024-02-01'
    let [rechecked, walks] = [0, 0]
    for (const now of nights) {
      const night = await first.again(now)
      const isDue = ([number, time]: readonly [string, string]): boolean => {
        const published = rows.find((row) => row.number === Number(number))?.date ?? null
        return isRecheckDue({ time, published }, new Date(now), fetch.recheck)
      }
      const due = [...looks].filter(isDue).map(([number]) => number)
      const asked = night.asked.flatMap((path) => numberOf(path) ?? [])
      expect(asked.sort(), now).toEqual(due.sort())
      const [listing] = night.site.listings
      const walk = isWalkDue(listing?.endpoint ?? '', walked, new Date(now), fetch.recheck)
      expect(listing?.unchanged, now).toBe(!walk)
      expect(night.asked, now).toHaveLength(1 + (walk ? pages : 1) + due.length)
      if (walk) walked = now
      walks += walk ? 1 : 0
      for (const number of due) looks.set(number, now)
      rechecked += due.length
    }
    expect(rechecked).toBeGreaterThan(0)
    expect(walks).toBeGreaterThan(2)
    expect(walks).toBeLessThan(nights.length)
  },
)
