import type { MetricUnit } from '../../model/form.ts'
import { squeeze } from './normaliseLabel.ts'
import { inTenThousands } from './readAmount.ts'

/** What a cell says. `joined`: its digits are parted by a space or line break, so only a sum can prove that they are one number. */
export type CellReading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'number'; readonly value: number; readonly note: boolean; readonly joined: boolean }
  | { readonly kind: 'unreadable' }

const blank: CellReading = { kind: 'blank' }
const unreadable: CellReading = { kind: 'unreadable' }

/** A dash, a stroke or 无 alone: printed, and no number (DESIGN §5). 一 is no dash: it may be a one. */
const nothing = /^(?:[-－﹣−‐‑‒–—―─]+|[/／]+|无)$/u
const counters = new Set(['件', '笔', '项', '个', '次', '条', '份', '宗', '起', '人', '户'])
const parts =
  /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([^\d()（）[\]【】.,]{0,3}?)([①-⑳*※]+|[(（[【].*[)）\]】])?$/u

/** Half-width digits, signs, points and separators; nothing else changes, so that ¹ and ① never become figures. */
function halfWidth(text: string): string {
  return text
    .replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[－﹣−]/gu, '-')
    .replace(/[＋﹢]/gu, '+')
    .replace(/，/gu, ',')
    .replace(/．/gu, '.')
}

/**
 * A cell's text as the figure that it prints, in the unit of its metric (amounts in 万元).
 * `labelUnit` is the unit of money that the row or column label names; the cell's own unit comes before it.
 * 零 and 〇 alone are the number 0, with a note; other numerals in characters are not read.
 */
export function readCell(text: string, unit: MetricUnit, labelUnit: string | null = null): CellReading {
  const trimmed = text.replace(
    /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]+|[\s\u00AD\u200B-\u200F\u2060\uFEFF]+$/gu,
    '',
  )
  // a picture may be the figure, or a digit of it
  if (trimmed.includes('\uFFFC')) return unreadable
  const printed = squeeze(trimmed)
  if (printed === '' || nothing.test(printed)) return blank
  if (printed === '零' || printed === '〇') return { kind: 'number', value: 0, note: true, joined: false }
  const match = parts.exec(halfWidth(printed))
  if (!match) return unreadable
  const [, sign = '', whole = '', fraction = '', word = '', note = ''] = match
  const digits = whole.replaceAll(',', '')
  if (digits.length > 15 || (digits.length > 1 && digits.startsWith('0'))) return unreadable
  const value = valueOf(`${sign}${digits}${fraction}`, word, unit, labelUnit)
  if (value === null) return unreadable
  return { kind: 'number', value, note: word !== '' || note !== '', joined: isParted(trimmed) }
}

function valueOf(digits: string, word: string, unit: MetricUnit, labelUnit: string | null): number | null {
  if (unit === '万元') return inTenThousands(digits, word === '' ? (labelUnit ?? '万元') : word)
  return word === '' || counters.has(word) ? Number(digits) : null
}

/** Whether white space stands between two digits (`44 7`, `3\n5`), other than as a separator of thousands (`1 234`). */
function isParted(text: string): boolean {
  const half = halfWidth(text)
  return (
    /[\d.,]\s+[\d.,]/u.test(half) && !/^[+-]?\d{1,3}(?:[ \u00A0\u2009\u202F]\d{3})+(?:\.\d+)?\D*$/u.test(half)
  )
}

/** Whether a text can stand in a cell of figures: a number, perhaps with a unit or note, or a mark for nothing. */
export const looksLikeFigure = (text: string): boolean =>
  readCell(text, '件').kind !== 'unreadable' || readCell(text, '万元').kind !== 'unreadable'
