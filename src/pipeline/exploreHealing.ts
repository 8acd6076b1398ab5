import { isDamaged, removeCatalog } from '../archive/catalog/catalogDatabase.ts'
import type { Library } from '../model/library.ts'
import { exploreArchive, type ExploreOrder } from './exploreArchive.ts'

/** A library that outlives its catalogue. */
export interface HealingLibrary {
  readonly library: Library
  /** To be told of every failed answer. */
  readonly failed: ExploreOrder['failed']
  readonly close: () => Promise<void>
}

/**
 * An archive as a server reads it for weeks. Where an answer meets damage in the catalogue, that answer fails; the next `refresh`, which every answer
 * begins with, makes the catalogue anew and opens it again.
 */
export async function exploreHealing(order: ExploreOrder): Promise<HealingLibrary> {
  let isHurt = false
  let healing: Promise<void> | null = null
  const failed = (error: unknown): void => {
    isHurt ||= isDamaged(error)
    order.failed(error)
  }
  const watched = { ...order, failed }
  let open = await exploreArchive(watched)
  let isOpen = true
  const letGo = async (): Promise<void> => {
    if (isOpen) await open.close()
    isOpen = false
  }
  const heal = async (): Promise<void> => {
    await letGo()
    removeCatalog(order.archive)
    open = await exploreArchive(watched)
    isOpen = true
    isHurt = false
  }
  const refresh = async (): Promise<void> => {
    if (isHurt)
      healing ??= heal().finally(() => {
        healing = null
      })
    await healing
    await open.library.refresh()
  }
  return {
    library: new Proxy(open.library, {
      get: (_, name): unknown => (name === 'refresh' ? refresh : Reflect.get(open.library, name)),
    }),
    failed,
    async close() {
      await healing?.catch(() => undefined)
      await letGo()
    },
  }
}
