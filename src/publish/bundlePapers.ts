import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { asciiId, kindSentence } from './archivalNames.ts'
import type { Paper } from './holdings.ts'
import type { ExportedReport } from './tables/table.ts'

/** A report of a bundle, and the checkpoint that its proof leads to. */
export interface BundledReport extends ExportedReport {
  readonly id: string
  readonly checkpoint: number
}

/** Folder of a report's proof in a bundle. */
export const proofFolder = (id: string): string => `proofs/${asciiId(id)}`

/** `BUNDLE.md`: which reports these are, what lies where, and how to check it. */
export function bundleReadme(
  reports: readonly BundledReport[],
  { kind, now }: { readonly kind: 'live' | 'replica'; readonly now: string },
): string {
  return `# 政府信息公开工作年度报告

${kindSentence(kind)} Made ${now}.

${reports.map(reportText).join('\n')}
## What lies where

- \`tables/\`: the figures with the cells that print them, sentences, findings and editions, as csv and as one workbook. A blank
  figure is a blank cell of the report, never a nought. A finding says where a figure contradicts itself; it does not say who is wrong.
- \`<site>/originals/\`: the files as the hosts sent them, named by their SHA-256. \`<site>/captures.jsonl\` is the ledger: when
  each was captured, from which address, with which headers.
- \`proofs/\`: of each report a folder that needs none of our software: \`sh verify.sh\` in it, with sha256sum and openssl; VERIFY.md
  says what it proves.
- \`SELECTION.md\` says what is not here. \`sha256sum -c manifest-sha256.txt\` beside the folder \`data\` checks every file.
`
}

function reportText({ site, report, id, checkpoint }: BundledReport): string {
  const { title, unit, published, sources, findings } = report
  const doubts = findings.filter(({ severity }) => severity !== 'info').length
  return `## ${oneLine(title)}

- ${oneLine(unit.name)}, ${id}, from the site ${site}${published === null ? '' : `, published ${published}`}
${sources.map(({ sha256, url, captured }) => `- <${oneLine(url ?? '')}>, captured ${captured ?? ''}, SHA-256 ${sha256}\n`).join('')}- ${doubts} warnings and errors within it; contradictions with other years stand beside them in the table \`findings\`
- proof: \`${proofFolder(id)}/\`, to checkpoint ${checkpoint}
`
}

/** Words of a report on one line: a line break would make a heading or a list of them. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

/** The files below a folder as papers of a bag, sorted by path. */
export async function* papersBelow(folder: string): AsyncGenerator<Paper> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  for (const path of paths.sort())
    yield { path: relative(folder, path).split(sep).join('/'), bytes: await readFile(path) }
}
