import { keepCatalog } from './keepCatalog.ts'
import { tellReceivers, type TellOrder } from './receivers/tellReceivers.ts'

/** What follows a run when its record is signed: the catalogue, and whoever wants to hear of news. Nothing of it fails the run. */
export async function afterRun(order: TellOrder): Promise<void> {
  const { archive, config, clock, tell, receivers } = order
  await keepCatalog({ archive: archive.folder, config, clock }, tell)
  if (receivers.length === 0) return
  try {
    await tellReceivers(order)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    tell({ kind: 'warned', code: 'webhook-undelivered', message: `${message}; the next run tries again` })
  }
}
