import type { ArchiveReader } from '../archive/openArchive.ts'

/** Until when everything that is archived was read (ISO 8601, UTC); null where all of it is. A killed run, or one that is under way, leaves captures of which no report knows yet. */
export async function readUntil(archive: ArchiveReader): Promise<string | null> {
  const unread: string[] = []
  for (const id of await archive.sites()) {
    const since = await (await archive.site(id)).unreadSince()
    if (since !== null) unread.push(since)
  }
  return unread.sort()[0] ?? null
}
