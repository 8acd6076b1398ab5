import type { Document } from '../model/document.ts'
import { headCells, headLabel, type HeadLabel } from './identityHead.ts'
import { endsLikeUnit, isPlaceholder } from './identityUnitWords.ts'

/** Who signs or publishes, beside the title (署名、发布机构): words that may name the unit. */
export interface Witnesses {
  /** Short lines at the end that read like a unit (城东区八一路街道办事处), last first. */
  readonly signatures: readonly string[]
  /** Those of them that a date follows: certainly a signature, and no link in a footer. */
  readonly dated: readonly string[]
  /** 发布机构 as the page prints it: the unit itself. */
  readonly publishers: readonly string[]
  /** 来源, ContentSource: often the district's office for every report of its site. */
  readonly origins: readonly string[]
}

/** Levels by which columns are parted (街道, 镇街, 市本级, 部门): they name no unit. */
const level =
  /^(?:各|本|市|区|县)?(?:街道办?|乡镇|镇街|街镇|镇|乡|区县|县区|市县|市县区|委办局|部门|直属|本级|单位|办事处|政府)+$/u

/** Whether a line could be the name of a unit and nothing else. */
export const isUnitLine = (line: string): boolean =>
  /^[\p{Script=Han}（）()]{3,30}$/u.test(line) &&
  endsLikeUnit(line) &&
  !isPlaceholder(line) &&
  !level.test(line) &&
  !/公开|年报|报告|情况|无障碍/u.test(line)

/** The unit that a file is named after (财政局.docx, 2.教育局2023年.pdf); null where its name is anything else. */
export function unitOfFileName(name: string | null): string | null {
  const words = (name ?? '')
    .replace(/\s+/gu, '')
    .replace(/\.[a-z]{2,4}$/iu, '')
    .replace(/^(?:附件)?[\d一二三四五六七八九十]*[.、．：:)）]*/u, '')
    .replace(/[（(]?20\d{2}年?度?[）)]?$/u, '')
  return isUnitLine(words) ? words : null
}

/** Reads the witnesses of a document; each may be empty. */
export function witnessesOf(document: Document): Witnesses {
  const lines = document.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.text.split('\n').map((line) => line.replace(/\s+/gu, '')) : [],
  )
  return {
    signatures: lines.slice(-15).filter(isUnitLine).reverse(),
    dated: lines.filter(
      (line, at) => isUnitLine(line) && isDate(lines.slice(at + 1).find((next) => next !== '')),
    ),
    publishers: [...labelled(document, publisherLabel)],
    origins: [
      ...labelled(document, originLabel),
      ...['publisher', 'contentsource', 'source'].flatMap((name) => document.metas[name] ?? []),
    ].filter((words) => words !== ''),
  }
}

const isDate = (line: string | undefined): boolean =>
  /^[（(]?(?:20\d{2}|二[〇○零Oo0][〇○零Oo0一二三四五六七八九]{2})[年.\-/].{1,4}[月.\-/].{1,3}日?[）)]?$/u.test(
    line ?? '',
  )

/** A label of lines (`发布机构：财政局`) and of head tables. */
interface WitnessLabel {
  readonly inLine: RegExp
  readonly inTable: HeadLabel
}

const witnessLabel = (...words: readonly string[]): WitnessLabel => ({
  inLine: new RegExp(`(?:${words.join('|')})\\s*[：:]\\s*(?<value>\\p{Script=Han}{2,30})(?=\\s|$)`, 'u'),
  inTable: headLabel(...words),
})

const publisherLabel = witnessLabel('发布机构', '发布单位', '公开主体')
const originLabel = witnessLabel('来源', '信息来源')

/** Values of a label in the head of a page: of a line `发布机构：财政局`, and of its head table. */
function labelled(document: Document, { inLine, inTable }: WitnessLabel): readonly string[] {
  const lines = document.blocks
    .slice(0, 60)
    .flatMap((block) => (block.kind === 'paragraph' ? [block.text.slice(0, 400)] : []))
  return [
    ...lines.flatMap((line) => inLine.exec(line)?.groups?.['value'] ?? []),
    ...headCells(document, inTable),
  ]
}
