import type { ArchivalFormat } from '../model/exportFormat.ts'
import { exportBagit } from './bagit.ts'
import type { Holdings } from './holdings.ts'
import { exportWacz } from './wacz.ts'
import { exportWarc, type Archived, type ArchivalOrder } from './warc.ts'

const exporters = { warc: exportWarc, wacz: exportWacz, bagit: exportBagit } as const

/**
 * Writes what was captured in a format of archivists (docs/decisions/0023); it appears under its name whole or not at all.
 * @throws NianbaoError `archive-damaged` naming an original that is missing or altered; `usage` when nothing is selected
 */
export function exportArchival(
  format: ArchivalFormat,
  holdings: Holdings,
  order: ArchivalOrder,
): Promise<Archived> {
  return exporters[format](holdings, order)
}
