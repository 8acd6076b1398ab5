import { writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { readArchive } from '../src/archive/openArchive.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import { startChild } from './archive-child.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { isLong } from './running/everyday.ts'

const rounds = isLong ? 30 : 10

/** Pairs of line number and hash that a killed writer had printed; a half-printed line counts as not said. */
function acknowledgedIn(printed: string): (readonly [seq: number, sha256: string])[] {
  const whole = printed.slice(0, printed.lastIndexOf('\n') + 1)
  return [...whole.matchAll(/^(\d+) ([0-9a-f]{64})$/gmu)].map(([, seq, sha256]) => [
    Number(seq),
    sha256 ?? '',
  ])
}

describe('a writer that is killed at any moment', () => {
  test(`loses nothing that it had acknowledged, ${rounds} times in a row`, async () => {
    const folder = testFolder()
    const acknowledged = new Map<number, string>()
    let lastLines = 0
    for (let round = 1; round <= rounds; round += 1) {
      const child = startChild('archive-keep-admitting.ts', folder, String(round))
      await child.firstLine
      await pause(Math.random() * 150)
      await child.kill()
      for (const [seq, sha256] of acknowledgedIn(child.printed())) acknowledged.set(seq, sha256)

      const damage: string[] = []
      for await (const { severity, file, message } of verifyArchive(folder)) {
        if (severity === 'damage') damage.push(`${file}: ${message}`)
      }
      expect(damage).toEqual([])
      const archive = await openTestArchive(folder)
      const site = await archive.site('gongshu')
      const kept = new Map<number, string>()
      for await (const capture of site.captures()) {
        kept.set(capture.seq, capture.sha256)
        if (capture.seq > lastLines) await site.original(capture)
      }
      expect([...acknowledged].filter(([seq, sha256]) => kept.get(seq) !== sha256)).toEqual([])
      lastLines = site.lines()
      if (round % 5 === 0) await archive.finish()
      await archive.close()
    }
    // Else the rounds killed nobody at work.
    expect(acknowledged.size).toBeGreaterThan(rounds * 5)
  }, 180_000)

  test('leaves its lock to the next one at once', async () => {
    const folder = testFolder()
    const holder = startChild('archive-hold.ts', folder)
    await holder.firstLine
    expect(holder.printed()).toBe('open\n')
    await holder.kill()
    await (await openTestArchive(folder)).close()
  })

  test('holds nothing by its number, even when that lives on as another process', async () => {
    const folder = testFolder()
    const holder = startChild('archive-hold.ts', folder)
    await holder.firstLine
    await holder.kill()
    // As after a restart: the file is left, and the number is that of a process which lives (this one).
    writeFileSync(join(folder, '.lock-holder'), `process ${process.pid} on ${hostname()}, since long ago,\n`)
    await (await openTestArchive(folder)).close()
  })
})

describe('two at once', () => {
  test('a second writer is refused at once and told who holds the archive', async () => {
    const folder = testFolder()
    const holder = startChild('archive-hold.ts', folder)
    await holder.firstLine
    await expect(openTestArchive(folder)).rejects.toMatchObject({
      code: 'archive-locked',
      message: `${folder}: process ${String(holder.pid)} on ${hostname()}, since 2026-11-21T01:02:03.000Z, writes to this archive; wait until it has ended`,
    })
    const second = startChild('archive-hold.ts', folder)
    await second.ended
    expect(second.printed()).toMatch(/^archive-locked: /u)
    await holder.kill()
  })

  test('also within one process', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    await expect(openTestArchive(folder)).rejects.toMatchObject({ code: 'archive-locked' })
    await archive.close()
    await (await openTestArchive(folder)).close()
  })

  test('readers see a whole ledger and whole originals while another process writes', async () => {
    const folder = testFolder()
    const writer = startChild('archive-keep-admitting.ts', folder, '1')
    await writer.firstLine
    let seen = 0
    // Looks may be quicker than the writer's first line.
    for (let look = 0; look < 8 || seen < 20; look += 1) {
      const acknowledged = acknowledgedIn(writer.printed()).length
      const archive = await readArchive(folder)
      const site = await archive.site('gongshu')
      let lines = 0
      for await (const capture of site.captures()) {
        lines = capture.seq
        if (lines % 7 === 0) await site.original(capture)
      }
      expect(lines).toBe(site.lines())
      expect(lines).toBeGreaterThanOrEqual(Math.max(seen, acknowledged))
      for await (const report of site.reports()) expect(report.schema).toBe('nianbao/report@1')
      seen = lines
      await archive.close()
      for await (const { severity, file } of verifyArchive(folder))
        expect(`${severity} ${file}`).not.toMatch(/^damage/u)
    }
    await writer.kill()
    expect(seen).toBeGreaterThan(0)
  }, 60_000)

  test('a reader is not disturbed by a line that is being written, and writes nothing', async () => {
    const folder = testFolder()
    const archive = await openTestArchive(folder)
    const site = await archive.site('gongshu')
    await site.admit(exchangeOf('http://host/1', 'a'), factsOf('page'))
    const reader = await readArchive(folder)
    const view = await reader.site('gongshu')
    await site.admit(exchangeOf('http://host/2', 'b'), factsOf('page'))
    expect(view.bundleKeys()).toEqual(['http://host/1'])
    expect(view.lines()).toBe(1)
    await archive.close()
    await reader.close()
  })
})
