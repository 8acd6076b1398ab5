/** Units (计量单位) that the labels around a cell name. */
export interface PrintedUnits {
  /** Units of money, each once: more than one is a contradiction. */
  readonly money: readonly string[]
  /** Counts in hundreds or more (万件): what the cells print is rounded, and no count. */
  readonly scaled: boolean
}

export const noUnits: PrintedUnits = { money: [], scaled: false }

/** 元 that is no money: 单元, 多元. Other currencies (美元) are kept whole, so that nothing converts them. */
const money =
  /(?<![单多公])[美欧港日韩澳]?[十百千万亿]*元(?=整|人民币|\P{Script=Han}|$)|(?<=[(:/])[万亿](?=\)|$)/gu
const scaledCount = /[百千万亿]+(?:件|项|个|次|条|份|宗|起|笔|人)|(?<=单位:?)[百千万亿](?=\)|$)/u

/** The units that a normalised label or caption names, wherever in it they stand (`采购总金额(单位:元)`, `收费/元`). */
export function unitsIn(label: string): PrintedUnits {
  if (!/[元百千万亿]/u.test(label)) return noUnits
  return { money: [...new Set(label.match(money))], scaled: scaledCount.test(label) }
}

/** All that several labels name together. */
export function together(all: readonly PrintedUnits[]): PrintedUnits {
  const [only = noUnits, ...others] = all.filter((each) => each !== noUnits)
  if (others.length === 0) return only
  return {
    money: [...new Set([only, ...others].flatMap((each) => each.money))],
    scaled: only.scaled || others.some((each) => each.scaled),
  }
}

/** The label without a unit behind a stroke (`本年收费金额/元`) or behind its last word (`本年收费金额单位:元`). */
export const withoutUnit = (label: string): string =>
  label.replace(/(?<=.)(?:\/|[:、]?单位:?)[百千万亿]*[元件项条个]\)?$/u, '')

const unit =
  '(?:人民币|¥|￥)?[美港欧日]?(?:[十百千万亿]*(?:元|件|项|条|个|次|份|宗|起|笔|人次?)|[百千万亿]|%)(?:人民币)?'
const units = `[("“‘]*(?:人民币)?\\(?${unit}(?:[、,/和及(]*${unit})*(?:\\(人民币)?[)"”’]*`
/** Nothing of a word may follow (元旦, 元氏县) but the next declaration, where blanks between them are lost. */
const end = '(?!(?!(?:数量|金额|计量|货币)(?:单位)?[:为])\\p{Script=Han})'
/** `单位:元`, `金额单位均为元`, `收费金额:元`, `以元为单位`, `按元计`. */
const declared = [
  `(?:[\\p{Script=Han}]{0,8}单位(?:均|一律|统一|都)?[:为是以]?|(?:金额|费用?|收费|货币|数量)(?:均|一律|统一|都)?[:为])${units}${end}`,
  `(?:[以按]|均以|均按)${units}(?:为(?:计量|货币|金额)?单位|计[量算]?)${end}`,
]
const declaration = new RegExp(declared.join('|'), 'gu')
/** Behind the unit of a declaration. */
const ofPhrase = /(?:为(?:计量|货币|金额)?单位|计[量算]?)$/u

const unitsDeclared = (text: string): PrintedUnits =>
  together((text.match(declaration) ?? []).map((found) => unitsIn(found.replace(ofPhrase, ''))))

/** What else stands in a line of units. */
const besides = /注|备注|说明|表中|上表|本表|以下|人民币|的|\((?:保留|精确)[^()]*\)|[^\p{L}\p{N}]/gu
const note = /^[(*※]?(?:注|备注|说明)/u
const bracketed = /^\([百千万亿]*[元件项]\)$/u

/** Whether a normalised cell says nothing but a unit (`（单位：元）`, `(万元)`, `金额单位：元；数量单位：件`), or is a note that names one. */
export function isUnitAlone(label: string): boolean {
  if (bracketed.test(label)) return true
  if (!/[单位金额费货币计]/u.test(label) || label.length > longestLine) return false
  const rest = label.replace(declaration, '')
  return rest !== label && (note.test(label) || rest.replace(besides, '') === '')
}

/** The units of a normalised cell that says nothing else. */
export const unitsOfCell = (label: string): PrintedUnits =>
  bracketed.test(label) ? unitsIn(label) : unitsDeclared(label)

/** Longer than any line that only says units. */
const longestLine = 60

/**
 * The units that a paragraph around a table declares, wherever in it (`表1（金额单位：元）`, `注：收费金额的单位为元。`); none for any
 * other text, also where it speaks of money or counts.
 */
export function unitsOfCaption(text: string): PrintedUnits {
  if (!text.includes('元') && !/[百千万亿]/u.test(text)) return noUnits
  const tight = text
    .normalize('NFKC')
    .replace(/(?<=单)\s+(?=位)|(?<=[:位])\s+|\s+(?=[:)])|(?<=\()\s+|(?<=[十百千万亿])\s+(?=元)/gu, '')
  return unitsDeclared(tight)
}
