import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { everyday } from './running/everyday.ts'
import { bareTools, check, has, proven, shells } from './prove/proven.ts'

describe('a proof folder', () => {
  const added: readonly [string, (out: string) => void][] = [
    [
      'a hidden file',
      (out) => {
        writeFileSync(join(out, '.hidden'), '')
      },
    ],
    [
      'a hidden file of two dots',
      (out) => {
        writeFileSync(join(out, '..hidden'), '')
      },
    ],
    [
      'a hidden file among the originals',
      (out) => {
        writeFileSync(join(out, 'originals/.hidden'), '')
      },
    ],
    [
      'a hidden folder',
      (out) => {
        mkdirSync(join(out, '.folder'))
      },
    ],
    [
      'an empty folder',
      (out) => {
        mkdirSync(join(out, 'empty'))
      },
    ],
    [
      'an empty folder of a name that proofs have',
      (out) => {
        mkdirSync(join(out, 'keys'))
      },
    ],
    [
      'a file two folders deep',
      (out) => {
        mkdirSync(join(out, 'originals/sub'))
        writeFileSync(join(out, 'originals/sub/report.json'), 'evil')
      },
    ],
    [
      'a folder in a hidden one',
      (out) => {
        mkdirSync(join(out, '.a/b'), { recursive: true })
      },
    ],
    [
      'a file named like an option',
      (out) => {
        writeFileSync(join(out, '--version'), '')
      },
    ],
    [
      'a file named like standard input',
      (out) => {
        writeFileSync(join(out, '-'), '')
      },
    ],
    [
      'a link that leads nowhere',
      (out) => {
        symlinkSync('nowhere', join(out, 'link'))
      },
    ],
    [
      'a link that leads to a folder',
      (out) => {
        symlinkSync('/usr', join(out, 'originals/usr'))
      },
    ],
    [
      'a pipe',
      (out) => {
        execFileSync('mkfifo', [join(out, 'pipe')])
      },
    ],
  ]
  test.each(everyday(added, 5))('fails with %s added', async (_what, add) => {
    const { out } = await proven()
    add(out)
    for (const shell of shells.filter(has)) {
      const { status, stderr } = check(out, bareTools(shell))
      expect([shell, status, stderr]).toEqual([
        shell,
        11,
        expect.stringMatching(/files changed, missing or added/u),
      ])
    }
  })
})
