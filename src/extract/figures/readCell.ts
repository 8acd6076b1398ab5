import type { MetricUnit } from '../../model/form.ts'
import { mostDigits } from './outOfBounds.ts'
import { normaliseLabel, squeeze } from './normaliseLabel.ts'
import { isUnitAlone, noUnits, unitsOfCell, type PrintedUnits } from './printedUnits.ts'
import { inTenThousands } from './readAmount.ts'
import { readChange } from './readChange.ts'

/** What a cell says. `joined`: its digits are parted by a space or line break, so only a sum can prove that they are one number. */
export type CellReading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'number'; readonly value: number; readonly note: boolean; readonly joined: boolean }
  | { readonly kind: 'unreadable' }

/** What the form wants in a cell. */
export interface CellTarget {
  readonly unit: MetricUnit
  readonly signed: boolean
}

/** A number without its sign, as printed: what stands before, behind and in brackets behind its digits. */
interface Parts {
  /** Without separators; the fraction with its point. */
  readonly digits: string
  /** ￥ stands before it, which says 元. */
  readonly yuan: boolean
  readonly word: string
  readonly note: string
}

const blank: CellReading = { kind: 'blank' }
const unreadable: CellReading = { kind: 'unreadable' }

/** A dash, a stroke or 无 alone: printed, and no number (DESIGN §5). 一 is no dash: it may be a one. */
const nothing = /^(?:[-－﹣−‐‑‒–—―─]+|[/／]+|无)$/u
const counters = new Set([
  '件',
  '笔',
  '项',
  '个',
  '次',
  '条',
  '份',
  '宗',
  '起',
  '人',
  '户',
  '家',
  '部',
  '篇',
  '例',
  '件次',
  '人次',
])
const parts =
  /^(?:人民币:?)?([￥¥]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([^\d()（）[\]【】.,]{0,3}?)([①-⑳*※]+|[(（[【].*[)）\]】])?$/u

const bare = new RegExp(`^(?:0|[1-9]\\d{0,${mostDigits - 1}})$`, 'u')

/** Half-width digits, signs, points and separators; nothing else changes, so that ¹ and ① never become figures. */
function halfWidth(text: string): string {
  return text
    .replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[－﹣−]|^[‐‑‒–—―─](?=[\d０-９])/gu, '-')
    .replace(/[＋﹢]/gu, '+')
    .replace(/，/gu, ',')
    .replace(/．/gu, '.')
}

/**
 * A cell's text as the figure that it prints, in the unit of its metric (amounts in 万元). `units` are those that the labels
 * around it name; the cell's own comes before them, and where labels contradict each other only the cell's own counts.
 * A count is whole, and nothing but a difference has a sign. 零 and 〇 alone are the number 0, with a note; other numerals in
 * characters are not read.
 */
export function readCell(text: string, target: CellTarget, units: PrintedUnits = noUnits): CellReading {
  // Nearly every cell of a report.
  if (bare.test(text) && target.unit !== '万元' && !units.scaled)
    return { kind: 'number', value: Number(text), note: false, joined: false }
  const trimmed = text.replace(
    /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]+|[\s\u00AD\u200B-\u200F\u2060\uFEFF]+$/gu,
    '',
  )
  // a picture may be the figure, or a digit of it
  if (trimmed.includes('\uFFFC')) return unreadable
  const printed = squeeze(trimmed)
  if (printed === '' || nothing.test(printed)) return blank
  if (printed === '零' || printed === '〇') return { kind: 'number', value: 0, note: true, joined: false }
  const half = halfWidth(printed)
  const change = target.signed ? readChange(half) : { sign: 1, rest: half, note: false }
  const found = change && partsOf(change.rest)
  if (!change || !found) return unreadable
  const size = target.unit === '万元' ? amountOf(found, units) : countOf(found, units)
  if (size === null) return unreadable
  const note = change.note || found.word !== '' || found.note !== ''
  return { kind: 'number', value: size === 0 ? 0 : change.sign * size, note, joined: isParted(trimmed) }
}

function partsOf(text: string): Parts | null {
  const match = parts.exec(text)
  if (!match) return null
  const [, currency = '', whole = '', fraction = '', word = '', note = ''] = match
  const digits = whole.replaceAll(',', '')
  if (digits.length > 15 || (digits.length > 1 && digits.startsWith('0'))) return null
  return { digits: digits + fraction, yuan: currency !== '', word, note }
}

/** What a bracket behind a number says, when it names a unit and nothing else: `128500（元）`. */
const unitInNote = (note: string): string | null =>
  /^[(（[【](?:单位[:：]?)?([百千万亿]+|[百千万亿]*[元件项个次条份宗起笔人])[)）\]】]$/u.exec(note)?.[1] ??
  null

/** The units of money in such a bracket, where they are others than 元 (`（角）`, `（美元）`) or several. */
function moneyInNote(note: string): readonly string[] {
  const label = normaliseLabel(note)
  return label.startsWith('(') && isUnitAlone(label) ? unitsOfCell(label).money : []
}

function countOf({ digits, yuan, word, note }: Parts, { scaled }: PrintedUnits): number | null {
  const unit = word === '' ? unitInNote(note) : word
  if (yuan || (scaled && Number(digits) !== 0) || (unit !== null && !counters.has(unit))) return null
  const [whole = '', fraction = ''] = digits.split('.')
  return whole.length <= mostDigits && /^0{0,2}$/u.test(fraction) ? Number(whole) : null
}

/** `￥5` says 5 元 or only that it is money, so it is read where the labels say 元 too, or its own unit follows. */
function amountOf({ digits, yuan, word, note }: Parts, { money }: PrintedUnits): number | null {
  if (Number(digits) === 0) return 0
  const own = word === '' ? unitInNote(note) : word
  if (own !== null) return inTenThousands(digits, own)
  const inNote = moneyInNote(note)
  if (inNote.length > 0) return inNote.length > 1 ? null : inTenThousands(digits, inNote[0] ?? '')
  const [named = '万元', ...others] = money
  return others.length > 0 || (yuan && named !== '元') ? null : inTenThousands(digits, named)
}

/** Whether white space stands between two digits (`44 7`, `3\n5`), other than as a separator of thousands (`1 234`). */
function isParted(text: string): boolean {
  const half = halfWidth(text)
  return (
    /[\d.,]\s+[\d.,]/u.test(half) && !/^[+-]?\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?:\.\d+)?\D*$/u.test(half)
  )
}

const anyTarget: readonly CellTarget[] = [
  { unit: '件', signed: false },
  { unit: '项', signed: true },
  { unit: '万元', signed: false },
]

/** Whether a text can stand in a cell of figures: a number, perhaps with a unit or note, or a mark for nothing. */
export const looksLikeFigure = (text: string): boolean =>
  anyTarget.some((target) => readCell(text, target).kind !== 'unreadable')
