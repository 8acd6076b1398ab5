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

const unit = '(?:人民币)?[美港欧日]?(?:[十百千万亿]*(?:元|件|项|条|个|次|份|宗|起|笔|人次?)|[百千万亿])'
const units = `\\(?${unit}(?:[、,/和及(]*${unit})*\\)*`
const caption = new RegExp(`单位[:为是]${units}。?$`, 'u')
const alone = new RegExp(`^(?:\\(?[^()]{0,6}单位[:为]?${units}\\)?|\\([百千万亿]*[元件项]\\))$`, 'u')

/** Whether a normalised cell says nothing but a unit: `（单位：元）`, `(万元)`. */
export const isUnitAlone = (label: string): boolean => alone.test(label)

/** Longer than any line of units. */
const longestCaption = 40

/** The units that a paragraph names at its end (`表1（金额单位：元）`); none for any other text. */
export function unitsOfCaption(text: string): PrintedUnits {
  if (!text.includes('单位', text.length - longestCaption)) return noUnits
  const end = text.slice(-longestCaption).normalize('NFKC').trim()
  const tight = end.replace(/(?<=[:位])\s+/gu, '').replace(/\s+(?=\)|$)/gu, '')
  const [found = ''] = caption.exec(tight) ?? []
  return unitsIn(found)
}
