import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellFormat } from '../src/extract/readers/sheetNumber.ts'
import { builtInFormats } from '../src/extract/readers/sheetBuiltInFormats.ts'

const print = (value: number, code: string): string => cellFormat(code, 1900).number(value)

describe('a number in a sheet is read as it is printed', () => {
  test.each([
    [251000, '#,##0.00', '251,000.00'],
    [1234567, '#,##0', '1,234,567'],
    [12, '#,##0', '12'],
    [0, '#,##0', '0'],
    [0, '#', ''],
    [12.6, '0', '13'],
    [1.005, '0.00', '1.01'],
    [-0.4, '0', '0'],
    [-185, '0', '-185'],
    [0.5, '0%', '50%'],
    [0.125, '0.00%', '12.50%'],
    [7, '000', '007'],
    [60, '0"件"', '60件'],
    [60, 'G/通用格式"件"', '60件'],
    [60, 'General"件"', '60件'],
    [5, '0.##', '5'],
    [5.5, '0.##', '5.5'],
    [0.25, '.00', '.25'],
    [65159.3, 'General', '65159.3'],
    [65159.299999999996, 'General', '65159.3'],
    [0.1 + 0.2, 'General', '0.3'],
    [100 / 3, 'General', '33.33333333'],
    [-12, 'General', '-12'],
    [2.5, '@', '2.5'],
    [60, '[DBNum1][$-804]General', '60'],
    [251000, '0!.0,', '25.1'],
    [251000, '#,##0,', '251'],
    [251000, '0.00,', '251.00'],
    [251000, '0.00E+00', '2.51E+05'],
    [0.5, '# ?/?', '0.5'],
    [1036, '+0;-0;0', '+1036'],
    [-185, '0_);(0)', '(185)'],
    [-185, '0;[Red]0', '185'],
    [3, '[>=10]"many";0', '3'],
    [30, '[>=10]"many";0', 'many'],
    [128.5, '[$￥-804]#,##0.00', '￥128.50'],
    [128.5, '"￥"#,##0.00;"￥"-#,##0.00', '￥128.50'],
  ])('%s in %s is %s', (value, code, printed) => {
    expect(print(value, code)).toBe(printed)
  })

  test('an amount in the style of accounts prints a dash where it is nothing', () => {
    expect(print(0, builtInFormats.get(43) ?? '')).toBe('-')
    expect(print(65159.3, builtInFormats.get(43) ?? '')).toBe('65,159.30')
  })

  test.each([
    ['0;-0;;@', ''],
    [';;;', ''],
    ['0;-0;"-"', '-'],
    ['0;-0;"无"', '无'],
  ])('a zero that %s hides or replaces is not a zero in print', (code, printed) => {
    expect(print(0, code)).toBe(printed)
  })

  test.each([
    [44943, 'yyyy"年"m"月"d"日"', '2023年1月17日'],
    [44943, 'yyyy-mm-dd', '2023-01-17'],
    [44943, '[DBNum1][$-804]yyyy"年"m"月";@', '2023年1月'],
    [44943.5, 'yyyy/m/d h:mm', '2023/1/17 12:00'],
    [44943, '[h]:mm', '44943'],
  ])('day %s in %s is %s', (value, code, printed) => {
    expect(print(value, code)).toBe(printed)
  })

  test('days of a workbook that counts from 1904 are four years later', () => {
    expect(cellFormat('yyyy-mm-dd', 1904).number(44943)).toBe('2027-01-18')
  })

  test('a text is printed through the part of the format that is for texts', () => {
    expect(cellFormat(';;;', 1900).text('60')).toBe('')
    expect(cellFormat('@"件"', 1900).text('60')).toBe('60件')
    expect(cellFormat('0.00', 1900).text('60')).toBe('60')
  })

  test('a whole number stays what it is in every format that only groups or pads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.constantFrom('General', '0', '#,##0', '0.00', '#,##0.0', '0_ ', '#,##0_);(#,##0)', '????0'),
        (value, code) => {
          expect(Number(print(value, code).replaceAll(',', ''))).toBe(value)
        },
      ),
    )
  })

  test('no format makes the printer fail', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.string(), (value, code) => {
        if (!Number.isFinite(value)) return
        expect(typeof print(value, code)).toBe('string')
      }),
    )
    const pieces = fc.string({
      unit: fc.constantFrom(
        '0',
        '#',
        '?',
        '.',
        ',',
        '%',
        '/',
        '@',
        ';',
        '"',
        '!',
        '_',
        '*',
        '[',
        ']',
        'E',
        '+',
        'y',
        'm',
        's',
        '年',
      ),
    })
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), pieces, (value, code) => {
        expect(typeof print(value, code)).toBe('string')
      }),
      { numRuns: 2000 },
    )
  })
})
