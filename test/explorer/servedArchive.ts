import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Served } from '../../src/pipeline/exploreServe.ts'
import { serveExplorer } from '../../src/pipeline/exploreServe.ts'
import { loadSites } from '../../src/sites/loadSites.ts'
import { unitPath } from '../../src/model/permalink.ts'
import { archiveToExplore, config, documentOf, hostileId } from '../explorer-archive.ts'
import { root } from '../running/nianbao.ts'
import { askOnce, type Answer } from '../running/askOnce.ts'

export const clock = () => new Date('2026-11-21T02:00:00.000Z')

export const failures: unknown[] = []

export const orderFor = async (archive: string) => ({
  ...{ archive, config, clock, sites: await loadSites(resolve(root, 'crawlers'), ['zhejiang-gongshu']) },
  failed: (error: unknown) => void failures.push(error),
})

export const sha = (bytes: Uint8Array | string): string => hash('sha256', bytes)

export const docx = documentOf('米市巷街道', 2022, 'docx')

export const hostilePath = `/report/${unitPath(hostileId.slice(0, -5))}/2022/`

let home = ''

export let archive = ''

export let served: Served

/** Serves an archive to all tests of the file that calls this. */
export function servedArchive(): void {
  beforeAll(async () => {
    failures.splice(0)
    home = mkdtempSync(join(tmpdir(), 'nianbao-explorer-'))
    archive = join(home, 'archive')
    await archiveToExplore(archive)
    served = await serveExplorer(await orderFor(archive), { port: 0, host: '127.0.0.1' })
  })
  afterAll(async () => {
    await served.close()
    rmSync(home, { recursive: true, force: true })
  })
}

export const get = (path: string, how: Parameters<typeof askOnce>[1] = {}): Promise<Answer> =>
  askOnce(new URL(path, served.url), how)

export const page = async (path: string) => {
  const response = await get(path)
  return { status: response.status, headers: response.headers, text: await response.text() }
}
