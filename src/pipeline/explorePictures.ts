import { readArchive } from '../archive/openArchive.ts'
import type { Capture } from '../model/capture.ts'

/** Pictures (页面截图) by the site and the ledger line of the page that they show. */
export type PicturesByPage = ReadonlyMap<string, readonly Capture[]>

const pageKey = (site: string, capture: number): string => `${site} ${capture}`

/** The pictures of an original, which reports name by site and line; of the first site, where it lies at several. */
export function picturesOf(
  named: readonly { readonly site: string; readonly capture: number | null }[],
  pictures: PicturesByPage,
): readonly Capture[] {
  const lines = named.flatMap(({ site, capture }) => (site === named[0]?.site ? (capture ?? []) : []))
  return [...new Set(lines)].flatMap((line) => pictures.get(pageKey(named[0]?.site ?? '', line)) ?? [])
}

/** Every picture in an archive as it is now: its sites are opened anew, and only lines of pictures are read. */
export async function everyPicture(folder: string): Promise<PicturesByPage> {
  const archive = await readArchive(folder)
  const found = new Map<string, Capture[]>()
  try {
    for (const id of await archive.sites()) {
      const shelf = await archive.site(id)
      for (const [, look] of shelf.lastLooks()) {
        if (look.role !== 'picture') continue
        const picture = await shelf.capture(look.seq)
        const key = pageKey(id, picture.parent ?? 0)
        found.set(key, [...(found.get(key) ?? []), picture])
      }
    }
  } finally {
    await archive.close()
  }
  return found
}
