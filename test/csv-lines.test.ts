import { read, utils } from '@e965/xlsx'
import { stringify } from 'csv-stringify/sync'
import { expect, test } from 'vitest'
import { csvLines } from '../src/publish/csvFiles.ts'
import { random } from './documents/random.ts'

/** Records by RFC 4180, sign by sign: a break ends a record wherever it stands without quotes, as strict readers have it. */
function records(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (isQuoted) {
      if (sign !== '"') field += sign
      else if (text.charAt(at + 1) === '"') field += text.charAt(++at)
      else isQuoted = false
    } else if (sign === '"' && field === '') isQuoted = true
    else if (sign === ',') [row, field] = [[...row, field], '']
    else if (sign === '\r' || sign === '\n') {
      if (sign === '\r' && text.charAt(at + 1) === '\n') at += 1
      rows.push([...row, field])
      ;[row, field] = [[], '']
    } else field += sign
  }
  return rows
}

const signs = ['\n', '\r', '\r\n', '"', ',', ';', ' ', '0', '报告', '\u2028']

test('a record is what another writer of RFC 4180 makes of the same values', () => {
  const dice = random('values')
  const word = () => Array.from({ length: dice.int(0, 4) }, () => signs[dice.int(0, 9)] ?? '').join('')
  const value = () => [`x${word()}`, '', null, true, false, 0, -1, 12.5, 1e21][dice.int(0, 8)] ?? null
  const rows = Array.from({ length: 500 }, () => Array.from({ length: 4 }, value))
  const texts = rows.map((row) => row.map((each) => (typeof each === 'boolean' ? String(each) : each)))
  expect(csvLines(rows)).toBe(stringify(texts, { record_delimiter: '\r\n', quoted_match: /[\r\n]/u }))
})

test('whatever a cell printed, a row of a csv is one row with all its cells', () => {
  const dice = random('csv')
  const rows = Array.from({ length: 300 }, () => [
    'x',
    ...Array.from({ length: 3 }, () =>
      Array.from({ length: dice.int(0, 5) }, () => signs[dice.int(0, 9)] ?? '').join(''),
    ),
  ])
  const text = csvLines(rows)
  const harmless = rows.map((row) => row.map((cell) => (/^[\t\r]/u.test(cell) ? `'${cell}` : cell)))
  expect(records(text)).toEqual(harmless)
  const sheet = read(text, { type: 'string', raw: true }).Sheets['Sheet1'] ?? {}
  expect(utils.sheet_to_json(sheet, { header: 1, blankrows: true })).toHaveLength(rows.length)
})
