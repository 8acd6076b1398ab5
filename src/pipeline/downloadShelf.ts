import type { HeldFile } from './heldFile.ts'

/** Bytes and files that are kept for whoever asks next. */
const most = { bytes: 512 * 1024 * 1024, files: 32 }

/** Files that were made from one state of the archive; of another state it has none. */
export interface DownloadShelf {
  readonly at: (key: string, state: string) => HeldFile | null
  /** Holds the file, too, where there is room; those that nobody asked for longest make it. */
  readonly put: (key: string, state: string, file: HeldFile) => void
  /** Resolves when every file is let go of. */
  readonly clear: () => Promise<void>
}

export function downloadShelf(failed: (error: unknown) => void, room = most): DownloadShelf {
  const kept = new Map<string, { readonly file: HeldFile; readonly letGo: () => Promise<void> }>()
  let stateOfAll = ''
  const drop = (key: string): void => {
    kept.get(key)?.letGo().catch(failed)
    kept.delete(key)
  }
  const clear = async (): Promise<void> => {
    const all = [...kept.values()]
    kept.clear()
    await Promise.all(all.map(({ letGo }) => letGo().catch(failed)))
  }
  const become = (state: string): void => {
    if (state !== stateOfAll) clear().catch(failed)
    stateOfAll = state
  }
  return {
    clear,
    at(key, state) {
      become(state)
      const found = kept.get(key)
      if (found === undefined) return null
      kept.delete(key)
      kept.set(key, found)
      return found.file
    },
    put(key, state, file) {
      become(state)
      drop(key)
      if (file.bytes > room.bytes) return
      kept.set(key, { file, letGo: file.share().release })
      for (const oldest of kept.keys()) {
        const bytes = [...kept.values()].reduce((sum, each) => sum + each.file.bytes, 0)
        if (kept.size <= room.files && bytes <= room.bytes) break
        drop(oldest)
      }
    },
  }
}
