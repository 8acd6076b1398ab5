import { NianbaoError } from '../errors.ts'
import { selectionWords } from '../model/selection.ts'
import { withheldOriginals } from '../model/withholding.ts'
import { archiveId } from './archivalId.ts'
import { archivalName, kindSentence, refusedSentence } from './archivalNames.ts'
import type { Holdings } from './holdings.ts'
import { SortedLines } from './sortedLines.ts'
import { Staging } from './staging.ts'
import type { PublishedFile } from './tableFile.ts'
import { warcFiles } from './warcFiles.ts'

/** Where an archival export goes, and what made it. */
export interface ArchivalOrder {
  /** Folder to write to; made when it is not there. An export of the same name is replaced whole. */
  readonly out: string
  /** Name and version of this program. */
  readonly software: string
  /** ISO 8601, UTC: a bag says when it was made; WARC and WACZ depend on the archive alone. */
  readonly now: string
}

export interface Archived {
  /** Ledger lines that were selected. */
  readonly captures: number
  /** By their path below `out`; `rows` counts records or lines. */
  readonly files: readonly PublishedFile[]
}

/** The export `warc`: a folder with WARC 1.1 files, `index.cdxj`, and `manifest.json` with the SHA-256 of each. */
export function exportWarc(holdings: Holdings, { out, software }: ArchivalOrder): Promise<Archived> {
  return Staging.use(out, async (staging) => {
    const name = `${archivalName(holdings)}-warc`
    const index = new SortedLines(staging, 'index')
    const { captures, files, newest } = await warcFiles({ holdings, software, staging, folder: name, index })
    if (captures === 0) throw nothingSelected(holdings)
    const indexFile = await writeIndex(staging, `${name}/index.cdxj`, index)
    const { kind, began, selection } = holdings
    const facts = {
      archive: { id: archiveId(began), kind, began },
      description: `${kindSentence(kind)} ${refusedSentence}`,
      selection: selectionWords(selection),
      software,
      newest,
      captures,
      withheld: withheldOriginals(holdings.withheld),
      files: [...files, indexFile],
    }
    await staging.write(`${name}/manifest.json`, `${JSON.stringify(facts, null, 2)}\n`)
    await staging.publish(name)
    return { captures, files: facts.files.map((file) => ({ ...file, name: `${name}/${file.name}` })) }
  })
}

/** Writes the index, sorted; its name in the result is the last part of its path. */
export async function writeIndex(staging: Staging, path: string, index: SortedLines): Promise<PublishedFile> {
  const file = await staging.file(path)
  let rows = 0
  for await (const line of index.inOrder()) {
    await file.write(`${line}\n`)
    rows += 1
  }
  return { name: path.slice(path.lastIndexOf('/') + 1), rows, ...(await staging.finish(file)) }
}

/** An empty export would pass for a success. */
export function nothingSelected({ selection }: Holdings): NianbaoError {
  return new NianbaoError(
    'usage',
    `${selectionWords(selection)}: nothing of this archive is selected; see nianbao status`,
  )
}
