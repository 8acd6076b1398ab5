import type { StagedFile } from './stagedFile.ts'
import type { Staging } from './staging.ts'
import type { TableFormatWriter } from './tableExport.ts'
import type { PublishedFile } from './tableFile.ts'
import type { RowSource } from './tables/table.ts'

/** A file of lines: its rows are finished lines, and its first line. */
export interface Sheet extends RowSource<string> {
  readonly head: string
}

/** Writes a file for each sheet, named by `fileName`. */
export async function lineFiles(
  staging: Staging,
  sheets: readonly Sheet[],
  fileName: (sheet: string) => string,
): Promise<TableFormatWriter<string>> {
  const open = new Map<string, StagedFile>()
  for (const { name, head } of sheets) {
    const file = await staging.file(fileName(name))
    if (head !== '') await file.write(head)
    open.set(name, file)
  }
  return {
    sources: sheets,
    async write(sheet, rows) {
      await open.get(sheet)?.write(rows.join(''))
    },
    async finish({ tables }) {
      const files: PublishedFile[] = []
      for (const { name, rows } of tables) {
        const file = open.get(name)
        if (file !== undefined) files.push({ name: fileName(name), rows, ...(await staging.finish(file)) })
      }
      return { files, cut: [], folder: null }
    },
  }
}
