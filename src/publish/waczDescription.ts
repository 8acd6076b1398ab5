import { hash } from 'node:crypto'
import { selectionWords } from '../model/selection.ts'
import { withheldOriginals } from '../model/withholding.ts'
import { archiveId } from './archivalId.ts'
import { archivalName, kindSentence, refusedSentence } from './archivalNames.ts'
import type { Holdings } from './holdings.ts'
import type { PublishedFile } from './tableFile.ts'

export interface WaczFacts {
  readonly holdings: Holdings
  readonly software: string
  /** Time of the newest capture, ISO 8601, UTC. */
  readonly newest: string
  readonly captures: number
  /** By their path in the package. */
  readonly files: readonly PublishedFile[]
}

/** `datapackage.json` (WACZ 1.1.1, Frictionless Data Package): bytes and SHA-256 of every other file. */
export function waczDescription({ holdings, software, newest, captures, files }: WaczFacts): string {
  const { kind, began, selection } = holdings
  const resources = files.map(({ name, bytes, sha256 }) => ({
    name: name.slice(name.lastIndexOf('/') + 1),
    path: name,
    hash: `sha256:${sha256}`,
    bytes,
  }))
  const facts = {
    profile: 'data-package',
    wacz_version: '1.1.1',
    name: archivalName(holdings),
    title: `政府信息公开工作年度报告: ${selectionWords(selection)}${kind === 'replica' ? ' (REPLICA)' : ''}`,
    description: `${kindSentence(kind)} ${refusedSentence} ${captures} captures, the newest of ${newest}.`,
    created: newest,
    software,
    nianbao: {
      archive: archiveId(began),
      kind,
      began,
      selection,
      withheld: withheldOriginals(holdings.withheld),
    },
    resources,
  }
  return `${JSON.stringify(facts, null, 2)}\n`
}

/** `datapackage-digest.json`: the hash that stands for the whole package. */
export function waczDigest(description: string): string {
  const facts = { path: 'datapackage.json', hash: `sha256:${hash('sha256', description)}` }
  return `${JSON.stringify(facts, null, 2)}\n`
}
