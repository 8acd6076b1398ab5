import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../src/model/decodeText.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
/** 中文年报 in GB18030, and 㐀, which has four bytes there and none in GBK. */
const gb = bytes(0xd6, 0xd0, 0xce, 0xc4, 0xc4, 0xea, 0xb1, 0xa8)
const fourBytes = bytes(0x81, 0x39, 0xee, 0x39)

test('text in UTF-8 is UTF-8, whatever it says of itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.startsWith('\uFEFF'))
      expect(decode(utf8(`<meta charset=gb2312>${text}`))).toEqual({
        text: `<meta charset=gb2312>${text}`,
        charset: 'utf-8',
        replaced: 0,
      })
    }),
  )
})

test('text that is no UTF-8 is GB18030, characters beyond GBK too', () => {
  expect(decode(gb)).toEqual({ text: '中文年报', charset: 'gb18030', replaced: 0 })
  expect(decode(bytes(...gb, ...fourBytes)).text).toBe('中文年报㐀')
})

test('a byte order mark decides and is dropped', () => {
  expect(decode(bytes(0xef, 0xbb, 0xbf, ...utf8('年')))).toEqual({
    text: '年',
    charset: 'utf-8',
    replaced: 0,
  })
  expect(decode(bytes(0xff, 0xfe, 0x74, 0x5e)).charset).toBe('utf-16le')
  expect(decode(bytes(0xff, 0xfe, 0x74, 0x5e)).text).toBe('年')
  expect(decode(bytes(0xfe, 0xff, 0x5e, 0x74))).toEqual({ text: '年', charset: 'utf-16be', replaced: 0 })
})

test('a file that is cut in the middle of a character keeps its charset and says what is lost', () => {
  const whole = utf8('公开年报')
  for (const cut of [whole.length - 1, whole.length - 2]) {
    expect(decode(whole.slice(0, cut))).toEqual({ text: '公开年\uFFFD', charset: 'utf-8', replaced: 1 })
  }
  expect(decode(gb.slice(0, 7))).toEqual({ text: '中文年\uFFFD', charset: 'gb18030', replaced: 1 })
})

test('a broken byte in the middle does not turn UTF-8 into GB18030', () => {
  const broken = utf8('政府信息公开工作年度报告'.repeat(10))
  broken[100] = 0xff
  const { charset, replaced, text } = decode(broken)
  expect(charset).toBe('utf-8')
  expect(replaced).toBeGreaterThan(0)
  expect(text.startsWith('政府信息公开')).toBe(true)
})

test('a broken byte in the middle does not turn GB18030 into UTF-8', () => {
  const broken = bytes(...gb, 0xff, ...gb, ...gb)
  expect(decode(broken)).toEqual({ text: '中文年报\uFFFD中文年报中文年报', charset: 'gb18030', replaced: 1 })
})

test('any bytes decode to something without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (any) => {
      expect(typeof decode(any).text).toBe('string')
    }),
  )
})
