import { existsSync } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { NianbaoError } from '../errors.ts'
import { Report } from '../model/report.ts'
import { atOnce } from './atOnce.ts'
import { systemCode } from '../systemRefusal.ts'
import type { DiskFault } from './diskFault.ts'
import { makeFolder, replaceFile, syncFolder } from './durableWrite.ts'
import { bytesIfThere, readIfThere } from './readIfThere.ts'
import { reportPath, reportText } from './reportFile.ts'

/**
 * The report files of a site. They can be derived again, so which of them stand is durable only after `settle`; but each is
 * whole at any moment, also after a power cut, or an archive that lost nothing would look damaged.
 */
export interface Reports {
  write(report: Report): Promise<void>
  /** The same for the text of a report. */
  writeText(id: string, text: string): Promise<void>
  remove(id: string): Promise<void>
  /** Makes all that was written or removed durable. */
  settle(): Promise<void>
}

export function createReports(site: string, temp: string, fault: DiskFault): Reports {
  const touched = new Set<string>()

  const reports: Reports = {
    async write(report) {
      if (report.id === null) throw new Error('a report without an id is not filed')
      await reports.writeText(report.id, reportText(report))
    },
    async writeText(id, text) {
      const path = join(site, reportPath(id))
      await fault.guard(path, async () => {
        // fsynced even when it is there already: a run that was killed may have left its name or its folder's without.
        touched.add(dirname(path)).add(join(site, 'reports'))
        const before = existsSync(path) ? await readIfThere(path) : null
        if (before === text) return
        if (before !== null && idIn(before) !== null && idIn(before) !== id) {
          throw new Error(`${path} is the file of ${String(idIn(before))} and of ${id}`)
        }
        await makeFolder(dirname(path))
        await replaceFile(path, text, { temp })
      })
    },
    async remove(id) {
      const path = join(site, reportPath(id))
      await fault.guard(path, () => rm(path, { force: true }))
      touched.add(dirname(path))
    },
    async settle() {
      await fault.guard(join(site, 'reports'), async () => {
        await atOnce(16, touched, syncFolderIfThere)
      })
      touched.clear()
    },
  }
  return reports
}

/** The report with this id, or null. `archive-damaged` when its file is no report, or another one. */
export async function readReport(site: string, id: string): Promise<Report | null> {
  const path = join(site, reportPath(id))
  const text = await readIfThere(path)
  const report = text === null ? null : parseReport(site, path, text)
  return report?.id === id ? report : null
}

/** The same at once, for a thread that does nothing else: each of six waits for the disk costs more than what a disk at hand takes. */
export function readReportNow(site: string, id: string): Report | null {
  const path = join(site, reportPath(id))
  const bytes = bytesIfThere(path)
  const report = bytes === null ? null : parseReport(site, path, bytes.toString('utf8'))
  return report?.id === id ? report : null
}

/** The id that a report file begins with; null where a power cut left none. Names are hashed short, so two might meet. */
function idIn(text: string): string | null {
  return /^ {2}"id": "(.*)",$/mu.exec(text)?.[1] ?? null
}

/** Far more than stands before and in the line of the id. */
const headBytes = 1024

/** The ids of all reports of a site, by year and file name; only the first bytes of each file are read. */
export async function* readReportIds(site: string): AsyncGenerator<string> {
  for (const path of await reportFiles(site)) {
    const head = await readHead(path)
    const id = head === null ? null : idIn(head)
    if (head !== null && id === null)
      throw new NianbaoError('archive-damaged', `${path}: the file is no report of this version`)
    if (id !== null) yield id
  }
}

/** Null where the file went away while the list was read. */
async function readHead(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Every report of a site, by year and file name. */
export async function* readReports(site: string): AsyncGenerator<Report> {
  for (const path of await reportFiles(site)) {
    const text = await readIfThere(path)
    if (text !== null) yield parseReport(site, path, text)
  }
}

/** Paths of all report files, sorted. */
export async function reportFiles(site: string): Promise<string[]> {
  const root = join(site, 'reports')
  const names = await readdir(root, { recursive: true }).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(root, name))
}

/** Reads a report file strictly: JSON, schema, and the id that belongs at this path. */
export function parseReport(site: string, path: string, text: string): Report {
  try {
    const report = Report.parse(JSON.parse(text))
    if (report.id !== null && reportPath(report.id) === relative(site, path)) return report
  } catch (error) {
    throw new NianbaoError('archive-damaged', `${path}: the file is no report of this version`, { cause: error })
  }
  throw new NianbaoError('archive-damaged', `${path}: the file holds another report than its path says`)
}

async function syncFolderIfThere(path: string): Promise<void> {
  await syncFolder(path).catch((error: unknown) => {
    if (systemCode(error) !== 'ENOENT') throw error
  })
}
