import { glob, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { unreadBecause } from '../src/model/expected.ts'
import { replaySite } from '../src/pipeline/keeping/replaySite.ts'
import { readRecording, recordingFolder } from '../src/sites/keptRecording.ts'
import { loadSites } from '../src/sites/loadSites.ts'

const folder = resolve(import.meta.dirname, '../crawlers')
const recordings = resolve(import.meta.dirname, 'recordings')
const sites = await loadSites(folder)
const { knowledge } = await loadConfig(resolve(import.meta.dirname, '../config'))

describe.each(sites)('$id', (site) => {
  test('is a file of facts of at most 25 lines', async () => {
    const text = await readFile(`${recordingFolder(folder, site.id)}.ts`, 'utf8')
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(25)
    expect(text).not.toMatch(/=>|function|\bif\b|\bconst\b|\blet\b/u)
  })

  test('has a recording that somebody has read, and that replays without a network to what is expected', async () => {
    const kept = await readRecording(recordings, site.id)
    if (kept === null) throw new Error(`${site.id}: no recording; run npx nianbao sites record ${site.id}`)
    const { recording, expected } = kept
    const lying = await readdir(recordingFolder(recordings, site.id))
    const known = new Set([...recording.bodies.keys(), 'recording.json', 'expected.json'])
    expect(
      lying.filter((name) => !known.has(name)),
      'files that recording.json does not name',
    ).toEqual([])
    const { expected: given, unasked } = await replaySite(site, recording, knowledge)
    expect({ ...given, read_by: expected.read_by }).toEqual(expected)
    expect(unasked, 'recorded, and nobody asks for it any more').toEqual([])
    expect(expected.candidates.length, 'an empty listing proves nothing').toBeGreaterThan(0)
    expect(unreadBecause(expected, recording.index.kind)).toBeNull()
  })
})

test('every recording belongs to a site', async () => {
  const kept = await Array.fromAsync(glob('*/*', { cwd: recordings }))
  const known = new Set(sites.map(({ id }) => recordingFolder(recordings, id)))
  expect(kept.map((path) => join(recordings, path)).filter((path) => !known.has(path))).toEqual([])
})
