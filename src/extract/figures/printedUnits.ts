/** Units (计量单位) that the labels around a cell name. */
export interface PrintedUnits {
  /** Units of money, each once: more than one is a contradiction. */
  readonly money: readonly string[]
  /** Counts in hundreds or more (万件): what the cells print is rounded, and no count. */
  readonly scaled: boolean
}

export const noUnits: PrintedUnits = { money: [], scaled: false }

/** 单位:100元; an amount in a sentence (收费金额为350元) is no unit. */
const sized = '(?:(?<=单位.{0,2}|\\()\\d+)?'
const scale = '[十百千万亿拾佰仟萬億]*'
const abroad = '(?:美|欧|港|日|韩|加|澳门?|新台)'
/** Money that only a bracket, a stroke or a declaration around it tells from a part of a word (部分, 三角). */
const coins = `${scale}${abroad}币|${scale}(?:台币|美金|英镑|卢布|泰铢)|角|分|块|RMB|CNY|USD|HKD|MOP|TWD|EUR|JPY|GBP|[$¥]`
/** 元 that is no money: 单元, 多元. Other currencies (美元) and 100元 are kept whole, so that nothing converts them. */
const yuan = `(?<![单多公])${sized}${abroad}?${scale}${abroad}?[元圆](?=整|人民币|\\P{Script=Han}|$)`
const money = new RegExp(
  `${yuan}|(?<=[(:/、和以按为是]|人民币)(?:${coins})(?=[)/、和"]|$)|(?<=[(:/])[万亿](?=\\)|$)`,
  'gu',
)
const scaledCount = /[百千万亿]+(?:件|项|个|次|条|份|宗|起|笔|人)|(?<=单位:?)[百千万亿](?=\)|$)/u
/** Letters without which no unit is named. */
const sign = /[元圆角分块币镑金布铢百千万亿佰仟萬億$¥A-Z]/u
/** They say that it is our money, and not how much of it. */
const onlyOurs = /^(?:RMB|CNY|¥)$/u

/** The units that a normalised label or caption names, wherever in it they stand (`采购总金额(单位:元)`, `收费/元`). */
export function unitsIn(label: string): PrintedUnits {
  if (!sign.test(label)) return noUnits
  const found = [...new Set(label.match(money))]
  const known = found.filter((each) => !onlyOurs.test(each))
  return { money: known.length > 0 ? known : found, scaled: scaledCount.test(label) }
}

/** All that several labels name together. */
export function together(all: readonly PrintedUnits[]): PrintedUnits {
  const first = all.find((each) => each !== noUnits) ?? noUnits
  // Nearly all labels name none, or one does.
  if (all.every((each) => each === first || each === noUnits)) return first
  return {
    money: [...new Set(all.flatMap((each) => each.money))],
    scaled: all.some((each) => each.scaled),
  }
}

/** All that two labels name together. */
export const bothOf = (one: PrintedUnits, other: PrintedUnits): PrintedUnits =>
  one === other || other === noUnits ? one : one === noUnits ? other : together([one, other])

const behind = new RegExp(
  `(?<=.)(?:/|[:、]?单位:?|(?<=金额):|(?<=项)金额:?)(?:${scale}[元圆件项条个]|${coins})\\)?$`,
  'u',
)

/** The label without a unit behind a stroke (`本年收费金额/元`) or behind its last word (`本年收费金额单位:元`). */
export const withoutUnit = (label: string): string => label.replace(behind, '')

const amount = `${sized}${abroad}?${scale}${abroad}?[元圆]|${coins}`
const unit = `(?:人民币|RMB|CNY|¥)?(?:${amount}|${scale}(?:件|项|条|个|次|份|宗|起|笔|人次?)|[百千万亿]|%)(?:人民币)?`
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
const bracketed = new RegExp(
  `^\\((?:${amount}|${scale}[件项])(?:[、/和](?:${amount}|${scale}[件项]))*\\)$`,
  'u',
)

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
  if (!sign.test(text)) return noUnits
  const tight = text
    .normalize('NFKC')
    .replace(/(?<=单)\s+(?=位)|(?<=[:位])\s+|\s+(?=[:)])|(?<=\()\s+|(?<=[十百千万亿])\s+(?=元)/gu, '')
  return unitsDeclared(tight)
}
