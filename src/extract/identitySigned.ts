import type { Document } from '../model/document.ts'
import { isUnitLine } from './identityWitnesses.ts'

/** A signature stands at the end; a date further up is of something else. */
const lastLines = 15
const printed =
  /^(?<before>.{0,40}?)[（(]?(?<year>20\d{2})[年.\-/](?<month>\d{1,2})[月.\-/](?<day>\d{1,2})日?[）)]?$/u
const written =
  /^(?<before>.{0,40}?)[（(]?(?<year>二[〇○零Oo0一二三四五六七八九]{3})年(?<month>[一二三四五六七八九十]{1,2})月(?<day>[一二三四五六七八九十]{1,3})日[）)]?$/u

/** The ISO date under the signature (落款日期), the last line that is a date, alone or behind a unit; null where there is none. */
export function signatureDate({ blocks }: Document): string | null {
  const lines = blocks.flatMap((block) =>
    block.kind === 'paragraph' ? block.text.split('\n').map((line) => line.replace(/\s+/gu, '')) : [],
  )
  for (const line of lines
    .filter((text) => text !== '')
    .slice(-lastLines)
    .reverse()) {
    const date = signedOn(line)
    if (date !== null) return date
  }
  return null
}

/** The unit may sign on the line of the date. */
const mayStandBefore = (words: string): boolean => words === '' || isUnitLine(words)

/** The ISO date that a line without white space is, alone or behind the unit that signs; null for any other line. */
export function signedOn(line: string): string | null {
  const digits = printed.exec(line)?.groups
  const words = digits === undefined ? written.exec(line)?.groups : undefined
  const groups = digits ?? words
  if (groups === undefined || !mayStandBefore(groups['before'] ?? '')) return null
  const read = digits === undefined ? numberOf : Number
  const year = digits === undefined ? yearOf(groups['year'] ?? '') : Number(groups['year'])
  const [month, day] = [read(groups['month'] ?? ''), read(groups['day'] ?? '')]
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const numerals = '〇一二三四五六七八九'

const yearOf = (words: string): number =>
  Number(words.replace(/./gu, (word) => String(Math.max(0, numerals.indexOf(word)))))

/** 十八, 二十, 三十一. */
function numberOf(words: string): number {
  const [tens = '', ones = ''] = words.includes('十') ? words.split('十') : ['〇', words]
  const ten = tens === '' ? 1 : Math.max(0, numerals.indexOf(tens))
  return ten * 10 + (ones === '' ? 0 : Math.max(0, numerals.indexOf(ones)))
}
