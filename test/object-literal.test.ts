import { describe, expect, test } from 'vitest'
import { readLiteral } from '../src/model/objectLiteral.ts'

const read = (source: string): unknown => readLiteral(source, 0)?.value

describe('A literal in a script', () => {
  test.each<readonly [string, string, unknown]>([
    ['JSON', '{"a":[1,-2.5e3,true,false,null,"x"]}', { a: [1, -2500, true, false, null, 'x'] }],
    [
      'single quotes, bare keys, a comma at the end',
      "{ SID: '200001', TREE: [{id: 5, 'name': '年报'},], }",
      { SID: '200001', TREE: [{ id: 5, name: '年报' }] },
    ],
    ['comments', "{ // SID\n a: 1, /* b: '2', */ c: 3 }", { a: 1, c: 3 }],
    ['escapes', String.raw`'\u003cp\x3e\'\"\/\n\u{1f600}\ud83d\ude00'`, '<p>\'"/\n😀😀'],
    ['a line that goes on', "'one\\\ntwo'", 'onetwo'],
    ['backticks', '`a\n"b"`', 'a\n"b"'],
    ['strings joined', `{a: 'one' + "two"\n + 'three', b: 2}`, { a: 'onetwothree', b: 2 }],
    [
      'expressions, which are left out',
      "{a: location.href, b: f({x: '}'}, [1]), c: 'x' + y, d: function () { return {e: 1} }, g: 7, h: `${i}`, j: undefined}",
      { g: 7 },
    ],
    [
      'methods, spreads, computed keys and shorthands',
      "{m() { return ',' }, ...rest, [k]: {l: 1}, n, o: 1}",
      { o: 1 },
    ],
    ['numbers for keys', '{1: "a", 2: "b"}', { 1: 'a', 2: 'b' }],
    [
      'a key that an object has by nature',
      '{"__proto__": {"a": 1}, b: 2}',
      JSON.parse('{"__proto__":{"a":1},"b":2}'),
    ],
    ['an expression in an array', '[1, new Date(), 2]', [1, 2]],
  ])('is read with %s', (_what, source, value) => {
    expect(read(source)).toEqual(value)
  })

  test.each([
    ['a string without an end', "{a: 'b, c: 1}"],
    ['a string that a line ends', "{a: {b: 'c\n'}, d: 1}"],
    ['a string that a line ends before what looks like the end', "{a: 'b\n}"],
    ['an object without an end', '{a: {b: 1}, c: [2'],
    ['brackets that do not fit', '{a: (1], b: 2}'],
    ['no literal', 'getConfig()'],
    ['nothing', ''],
  ])('is none where there is %s', (_what, source) => {
    expect(readLiteral(source, 0)).toBeNull()
  })

  test('ends where it ends, whatever follows', () => {
    expect(readLiteral('x = {a: 1}; y = {b: 2}', 4)).toEqual({ value: { a: 1 }, end: 10 })
  })

  test(
    'of any depth and length is read in time that grows with it, or not at all',
    { timeout: 10_000 },
    () => {
      expect(readLiteral('['.repeat(100_000), 0)).toBeNull()
      expect(read(`{a: ${'['.repeat(300)}${']'.repeat(300)}, b: 1}`)).toMatchObject({ b: 1 })
      const long = `{content: "${String.raw`\u003cp\u003e${'字'.repeat(20)}`.repeat(40_000)}"}`
      expect(read(long)).not.toBeUndefined()
    },
  )
})
