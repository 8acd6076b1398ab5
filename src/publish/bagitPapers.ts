import { isWhole, selectionWords } from '../model/selection.ts'
import type { Withheld } from '../model/withholding.ts'
import { archiveId } from './archivalId.ts'
import { archivalName, kindSentence, refusedSentence, withheldSentence } from './archivalNames.ts'
import type { Holdings } from './holdings.ts'

/** `bagit.txt` (RFC 8493 §2.1.1). */
export const bagItself = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

export interface BagFacts {
  readonly holdings: Holdings
  readonly software: string
  /** ISO 8601, UTC. */
  readonly now: string
  /** Of the payload. */
  readonly bytes: number
  readonly files: number
}

/** `bag-info.txt` (RFC 8493 §2.2.2). */
export function bagInfo({ holdings, software, now, bytes, files }: BagFacts): string {
  const { kind, began, selection } = holdings
  const lines = [
    ['Bag-Software-Agent', software],
    ['Bagging-Date', now.slice(0, 10)],
    ['External-Identifier', archiveId(began)],
    ['Internal-Sender-Identifier', archivalName(holdings)],
    ['External-Description', `政府信息公开工作年度报告. ${kindSentence(kind)} ${refusedSentence}`],
    ['Payload-Oxum', `${bytes}.${files}`],
    ['Nianbao-Archive-Kind', kind],
    ['Nianbao-Archive-Began', began],
    ['Nianbao-Selection', selectionWords(selection)],
    ...holdings.withheld.list.map(({ sha256 }) => ['Nianbao-Withheld', sha256]),
  ]
  return lines.map(([label, value]) => `${label}: ${value}\n`).join('')
}

/** `data/SELECTION.md`: what of the archive is in this bag. `quoting`: papers that are not, for they may quote what is withheld. */
export function bagReadme(holdings: Holdings, captures: number, quoting: readonly string[]): Buffer {
  const { kind, began, selection, withheld } = holdings
  const whole =
    withheld.list.length === 0
      ? 'Everything is here: `nianbao verify --archive data` tests it like the archive itself.'
      : 'Everything else is here; `nianbao verify --archive data` names as missing what is withheld.'
  const rest = isWhole(selection)
    ? whole
    : `The ledgers (\`captures.jsonl\`) are whole, because a chain with holes proves nothing; of the originals only those
are here that the ${captures} selected lines name (listed in each \`originals.sha256\`), of the reports the selected ones. The
records of runs are not here: they name every site of the archive.`
  return Buffer.from(`# ${selectionWords(selection)}

${kindSentence(kind)}
Its id is ${archiveId(began)}; it began ${began}.

Selected: ${selectionWords(selection)}, ${captures} ledger lines. ${rest}

${refusedSentence}

${withheldSentence(withheld)}${withheldLines(withheld)}${quotingLines(quoting)}README.md says what lies where and how to check it without the software that made it.
`)
}

const quotingLines = (quoting: readonly string[]): string =>
  quoting.length === 0
    ? ''
    : `These papers are not here, because they may quote what is withheld, and are signed as they are:\n\n${quoting
        .map((path) => `- ${path}\n`)
        .join('')}\n`

const withheldLines = ({ list }: Withheld): string =>
  list.length === 0
    ? ''
    : `\n\n${list.map(({ sha256, time, by, reason }) => `- ${sha256}, since ${time}, by ${by}: ${reason}\n`).join('')}\n`
