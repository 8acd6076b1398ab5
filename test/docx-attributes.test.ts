import { describe, expect, test } from 'vitest'
import { attributeIn } from '../src/extract/readers/docxAttribute.ts'

/** As the pattern of XML's own grammar finds it, wherever in the tag it stands. */
function byPattern(tag: string, localName: string): string | null {
  for (const [, name, double, single] of tag.matchAll(
    /\s(?:[^\s=:]+:)?([^\s=:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu,
  ))
    if (name === localName) return double ?? single ?? ''
  return null
}

const value = (tag: string, localName: string): string | null => {
  const bytes = Buffer.from(tag, 'latin1')
  return attributeIn(bytes, 0, bytes.length, localName)
}

describe('an attribute of a tag', () => {
  test.for([
    [' w:val="2"', 'val', '2'],
    [' val=\'2\' w:val="3"', 'val', '2'],
    [' w:fill="a w:val=\'9\' b" w:val="3"/', 'val', '3'],
    [' w:value="1" w:val=""', 'val', ''],
    ['\n\tw:a = "1"\r\n w:val\t=\n"2" ', 'val', '2'],
    [' w:a="1"b="2 c="3"', 'c', '3'],
    [' w:val', 'val', null],
    [' w:val="2', 'val', null],
    [' / w:val="2"', 'val', '2'],
    ['', 'val', null],
  ] as const)('%j: %s is %j', ([tag, name, expected]) => {
    expect(value(tag, name)).toBe(expected)
  })

  test('is what the pattern finds, however the tag is broken', () => {
    const pieces = [' ', 'w', ':', 'val', '=', '"', "'", '2', '/', '\n', '\u00a0', 'x="1"', ' w:val="7"']
    let state = 7
    const next = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((state / 2_147_483_648) * below)
    }
    for (let n = 0; n < 20_000; n += 1) {
      const tag = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)] ?? '').join('')
      expect(value(tag, 'val'), JSON.stringify(tag)).toBe(byPattern(tag, 'val'))
    }
  })
})
