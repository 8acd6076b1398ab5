import type { Document } from '../model/document.ts'
import { endsLikeUnit } from './identityUnitWords.ts'

/** Who signs or publishes, beside the title (署名、发布机构): words that may name the unit. */
export interface Witnesses {
  /** Short lines at the end that read like a unit (城东区八一路街道办事处), last first. */
  readonly signatures: readonly string[]
  /** 发布机构 as the page prints it: the unit itself. */
  readonly publishers: readonly string[]
  /** 来源, ContentSource: often the district's office for every report of its site. */
  readonly origins: readonly string[]
}

/** Levels by which columns are parted (街道, 镇街, 市本级, 部门): they name no unit. */
const level =
  /^(?:各|市|区|县)?(?:街道|乡镇|镇街|街镇|镇|乡|区县|县区|市县|市县区|委办局|部门|直属|本级|单位|办事处|政府)+$/u

/** Whether a line could be the name of a unit and nothing else. */
export const isUnitLine = (line: string): boolean =>
  /^[\p{Script=Han}（）()]{3,30}$/u.test(line) &&
  endsLikeUnit(line) &&
  !level.test(line) &&
  !/公开|年报|报告|情况|无障碍/u.test(line)

/** Reads the witnesses of a document; each may be empty. */
export function witnessesOf(document: Document): Witnesses {
  const lines = document.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.text.split('\n').map((line) => line.replace(/\s+/gu, '')) : [],
  )
  return {
    signatures: lines.slice(-15).filter(isUnitLine).reverse(),
    publishers: [...labelled(document, /发布机构|发布单位|公开主体/u)],
    origins: [
      ...labelled(document, /来源|信息来源/u),
      ...['publisher', 'contentsource', 'source'].flatMap((name) => document.metas[name] ?? []),
    ].filter((words) => words !== ''),
  }
}

/** Values of a label in the head of a page: `发布机构：财政局`, or the cell behind the label's cell. */
function labelled(document: Document, label: RegExp): readonly string[] {
  const inLine = new RegExp(`(?:${label.source})\\s*[：:]\\s*(?<value>\\p{Script=Han}{2,30})(?=\\s|$)`, 'u')
  const inCell = new RegExp(`^(?:${label.source})[：:]?$`, 'u')
  return document.blocks.slice(0, 60).flatMap((block) => {
    if (block.kind === 'paragraph') return inLine.exec(block.text.slice(0, 400))?.groups?.['value'] ?? []
    return block.table.rows.flatMap((row) => {
      const at = row.findIndex(({ text }) => inCell.test(text.replace(/\s+/gu, '')))
      const value = at < 0 ? undefined : row[at + 1]?.text.replace(/\s+/gu, '')
      return value === undefined || value === '' ? [] : [value]
    })
  })
}
