import { readArchive } from '../archive/openArchive.ts'
import type { Clock } from '../clock.ts'
import { loadConfig } from '../config/loadConfig.ts'
import type { ExportFormat } from '../model/exportFormat.ts'
import { metricsOf } from '../model/metric.ts'
import type { Report } from '../model/report.ts'
import { publish, type Published } from '../publish/publish.ts'

/** Stage 6: writes every report of an archive in a format for others. */
export async function exportArchive(order: {
  readonly archive: string
  readonly config: string
  readonly clock: Clock
  readonly format: ExportFormat
  readonly out: string
}): Promise<Published> {
  const { knowledge } = await loadConfig(order.config)
  const archive = await readArchive(order.archive)
  try {
    return await publish(allReports(archive), {
      format: order.format,
      out: order.out,
      kind: archive.kind,
      metrics: knowledge.forms.flatMap(metricsOf),
      now: order.clock().toISOString(),
    })
  } finally {
    await archive.close()
  }
}

async function* allReports(archive: Awaited<ReturnType<typeof readArchive>>): AsyncGenerator<Report> {
  for (const site of await archive.sites()) yield* (await archive.site(site)).reports()
}
