import { hash } from 'node:crypto'
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readIndex } from '../src/archive/indexFile.ts'
import { seal } from '../src/archive/sealed.ts'
import type { SiteIndex } from '../src/archive/siteIndex.ts'
import { copied, copiedArchive, edit, original, problemsIn, site, told } from './verify/copiedArchive.ts'

copiedArchive()

const withLines = (change: (lines: string[]) => string[]) => (text: string) =>
  `${change(text.split('\n').slice(0, -1)).join('\n')}\n`

/** An index that is whole, sealed anew, and says something else. */
function editIndex(folder: string, change: (index: SiteIndex) => void): void {
  const read = readIndex(site(folder, 'index.json'))
  if (read === null || read === 'corrupt') throw new Error('no index')
  change(read.index)
  writeFileSync(site(folder, 'index.json'), `${seal(JSON.stringify(read.index))}\n`)
  rmSync(site(folder, 'index.tail.jsonl'), { force: true })
}

const newest = (folder: string, path: string, ending: string) =>
  readdirSync(join(folder, path))
    .filter((name) => name.endsWith(ending))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
    .at(-1) ?? ''

describe('verify names', () => {
  test.each<[what: string, act: (folder: string) => void, expected: string, words?: RegExp]>([
    [
      'a ledger line that stands there twice',
      (folder) => {
        edit(
          site(folder, 'captures.jsonl'),
          withLines((lines) => lines.toSpliced(2, 0, lines[1] ?? '')),
        )
      },
      'damage ledger-line gongshu/captures.jsonl',
    ],
    [
      'the last ledger line written twice',
      (folder) => {
        edit(
          site(folder, 'captures.jsonl'),
          withLines((lines) => [...lines, lines.at(-1) ?? '']),
        )
      },
      'damage ledger-line gongshu/captures.jsonl',
    ],
    [
      'all ledger lines in another order',
      (folder) => {
        edit(
          site(folder, 'captures.jsonl'),
          withLines((lines) => lines.toReversed()),
        )
      },
      'damage ledger-line gongshu/captures.jsonl',
    ],
    [
      'the first ledger line taken out',
      (folder) => {
        edit(
          site(folder, 'captures.jsonl'),
          withLines((lines) => lines.slice(1)),
        )
      },
      'damage ledger-line gongshu/captures.jsonl',
    ],
    [
      'the ledger of another site in the place of this one',
      (folder) => {
        cpSync(site(folder), join(folder, 'yuhang'), { recursive: true })
        edit(
          join(folder, 'yuhang/captures.jsonl'),
          withLines((lines) => lines.slice(0, 2)),
        )
        copyFileSync(join(folder, 'yuhang/captures.jsonl'), site(folder, 'captures.jsonl'))
      },
      'damage ledger-short gongshu/captures.jsonl',
    ],
    [
      'an original that holds the bytes of another, and says of which',
      (folder) => {
        chmodSync(original(folder, 0), 0o644)
        copyFileSync(original(folder, 1), original(folder, 0))
      },
      'damage original-differs',
      /^it holds the bytes of originals\//u,
    ],
    [
      'an original of another size, and says of which',
      (folder) => {
        edit(original(folder, 0), (text) => `${text} `)
      },
      'damage original-differs',
      /^it has \d+ bytes, and line \d+ of the ledger says \d+$/u,
    ],
    [
      'a file among the originals whose name is no hash',
      (folder) => {
        writeFileSync(site(folder, 'originals/.DS_Store'), 'x')
      },
      'damage original-alien gongshu/originals/.DS_Store',
    ],
    [
      'a file among the originals that bears its hash and no ledger line',
      (folder) => {
        const name = hash('sha256', 'slipped in')
        mkdirSync(site(folder, 'originals', name.slice(0, 2)), { recursive: true })
        writeFileSync(site(folder, 'originals', name.slice(0, 2), `${name}.txt`), 'slipped in')
      },
      'unfinished original-unrecorded gongshu/originals',
    ],
    [
      'an index that says another line was the last look',
      (folder) => {
        editIndex(folder, ({ looks }) => {
          const [key = '', look] = Object.entries(looks)[0] ?? []
          if (look) looks[key] = { ...look, seq: 3 }
        })
      },
      'damage index-differs gongshu/index.json',
    ],
    [
      'an index that pretends a look at what was never fetched',
      (folder) => {
        editIndex(folder, ({ looks }) => {
          looks['http://host/2031'] = {
            seq: 1,
            time: '2026-11-21T01:02:03.000Z',
            role: 'page',
            body: 1,
            rechecks: 0,
          }
        })
      },
      'damage index-differs gongshu/index.json',
    ],
    [
      'an index that has forgotten a bundle',
      (folder) => {
        editIndex(folder, ({ bundles }) => {
          Reflect.deleteProperty(bundles, Object.keys(bundles)[0] ?? '')
        })
      },
      'damage index-differs gongshu/index.json',
    ],
    [
      'an index that speaks of more lines than the ledger has',
      (folder) => {
        editIndex(folder, (index) => {
          index.ledger = { ...index.ledger, lines: index.ledger.lines + 1 }
        })
      },
      'damage ledger-short gongshu/captures.jsonl',
    ],
    [
      'the newest record of a run altered',
      (folder) => {
        const path = join(folder, 'runs', newest(folder, 'runs', '.json'))
        edit(path, (text) => text.replace('01:02:04', '01:02:05'))
      },
      'damage run-differs runs/',
    ],
    [
      'the newest record of a run taken away',
      (folder) => {
        rmSync(join(folder, 'runs', newest(folder, 'runs', '.json')))
      },
      'damage run-missing runs/',
    ],
    [
      'a checkpoint edited',
      (folder) => {
        edit(join(folder, 'checkpoints/1.txt'), (text) => text.replace('01:02:03', '01:02:04'))
      },
      'damage checkpoint-signature checkpoints/1.sig',
    ],
    [
      'the newest checkpoint taken away',
      (folder) => {
        rmSync(join(folder, 'checkpoints', newest(folder, 'checkpoints', '.txt')))
      },
      'damage checkpoint-missing checkpoints/',
    ],
    [
      'two lines of originals.sha256 whose hashes changed places',
      (folder) => {
        edit(
          site(folder, 'originals.sha256'),
          withLines(([a = '', b = '', ...rest]) => [
            a.slice(0, 64) + b.slice(64),
            b.slice(0, 64) + a.slice(64),
            ...rest,
          ]),
        )
      },
      'damage manifest-differs gongshu/originals.sha256',
    ],
    [
      'a line of originals.sha256 that stands there twice',
      (folder) => {
        edit(
          site(folder, 'originals.sha256'),
          withLines((lines) => [lines[0] ?? '', ...lines]),
        )
      },
      'damage manifest-differs gongshu/originals.sha256',
    ],
    [
      'originals.sha256 in another order',
      (folder) => {
        edit(
          site(folder, 'originals.sha256'),
          withLines((lines) => lines.toReversed()),
        )
      },
      'damage manifest-differs gongshu/originals.sha256',
    ],
    [
      'archive.json of another kind',
      (folder) => {
        edit(join(folder, 'archive.json'), (text) => text.replace('replica', 'live'))
      },
      'damage checkpoint-differs checkpoints/1.txt',
    ],
    [
      'archive.json with another birth',
      (folder) => {
        edit(join(folder, 'archive.json'), (text) => text.replace('2026', '2025'))
      },
      'damage checkpoint-differs checkpoints/1.txt',
    ],
  ])('%s', async (_what, act, expected, words) => {
    const folder = copied()
    act(folder)
    const problems = await problemsIn(folder)
    expect(told(problems)).toContainEqual(expect.stringContaining(expected))
    if (words !== undefined)
      expect(problems.map(({ message }) => message)).toContainEqual(expect.stringMatching(words))
  })
})
