/**
 * The exports of tables: rows a second and peak memory (VmHWM) of each format, from made reports of 185 figures with their cells; of the
 * largest number also that memory does not grow with the archive. Each in a process of its own. Linux only, where /proc tells it.
 * Run: `node test/bench/exports.ts [reports]`; xlsx takes at most 5,000, of which the figures still fit a sheet.
 */
import { withheldBy } from '../../src/model/withholding.ts'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TableFormat } from '../../src/model/exportFormat.ts'
import type { Report } from '../../src/model/report.ts'
import { keepHeapSmall } from '../../src/pipeline/keepHeapSmall.ts'
import { publish } from '../../src/publish/publish.ts'
import type { ExportedReport } from '../../src/publish/tables/table.ts'
import { everything, forms, metrics, oneReport } from '../downloads.ts'

const limit = 400
const figures = [...new Set(metrics.map(({ id }) => id))].slice(0, 185)

/** A report of usual size: every text is a string of its own, as it is when it is read from a file. */
function madeReport(at: number): Report {
  const code = `3301${String(Math.floor(at / 10) % 90_000).padStart(5, '0')}`
  const source = `sha256:${String(at).padStart(64, '0')}`
  return oneReport(code, 2015 + (at % 10), {
    figures: Object.fromEntries(figures.map((metric, n) => [metric, n % 3 === 0 ? null : at + n])),
    cells: Object.fromEntries(
      figures.map((metric, n) => [metric, { raw: String(at + n), source, table: 2, row: n + 1, column: 3 }]),
    ),
  })
}

async function* made(reports: number): AsyncGenerator<ExportedReport> {
  for (let at = 0; at < reports; at += 1)
    yield await Promise.resolve({ site: `site-${at % 50}`, report: madeReport(at) })
}

async function* none(): AsyncGenerator<never> {
  // no finding across years
}

async function measure(format: TableFormat, reports: number): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), 'nianbao-exports-'))
  try {
    const start = performance.now()
    const { tables, files } = await publish(made(reports), none(), {
      ...{
        format,
        out,
        selection: everything,
        kind: 'live',
        metrics,
        forms,
        withheld: withheldBy([]),
        readUntil: null,
      },
      ...{ software: 'nianbao/bench', now: '2026-11-21T00:00:00.000Z', allowShrink: false },
    })
    const seconds = (performance.now() - start) / 1000
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6
    const peak = Number(/VmHWM:\s+(\d+)/u.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
    console.log(
      `  ${format.padEnd(12)} ${reports} reports, ${rows} rows in ${seconds.toFixed(1)} s: ${(rows / seconds).toFixed(0)} rows/s, ${megabytes.toFixed(0)} MB, peak ${peak.toFixed(0)} MB (limit ${limit})`,
    )
    if (peak > limit) process.exitCode = 1
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

const [, , count = '5000', only] = process.argv
const formats = ['csv', 'jsonl', 'xlsx', 'parquet', 'datapackage'] as const
const chosen = formats.find((format) => format === only)
if (chosen !== undefined) {
  // as the command does
  keepHeapSmall()
  await measure(chosen, Number(count))
} else
  for (const format of formats) {
    const reports = format === 'xlsx' ? Math.min(5000, Number(count)) : Number(count)
    const args = ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url)]
    const { status } = spawnSync(process.execPath, [...args, String(reports), format], { stdio: 'inherit' })
    if (status !== 0) process.exitCode = 1
  }
