import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDivisions } from '../src/config/loadDivisions.ts'
import { identify, type Identity } from '../src/extract/identity.ts'
import type { IdentityHints } from '../src/extract/identityHints.ts'

const divisions = loadDivisions(join(import.meta.dirname, '../config/divisions'))
const nobody: IdentityHints = {
  name: null,
  listTitle: null,
  listDate: null,
  column: null,
  isAttachment: false,
  siteDivision: null,
  givenUnit: null,
  givenYear: null,
}
/** Of a report with this unit in its title, read from a picture unless told otherwise. */
const identityOf = (unit: string, hints: Partial<IdentityHints> = {}, scanned = true): Identity =>
  identify(
    {
      container: 'pdf',
      charset: 'utf-8',
      ...(scanned ? { scanned } : {}),
      metas: {},
      blocks: [
        `${unit}2022年政府信息公开工作年度报告`,
        '一、总体情况',
        '文字。',
        '六、其他需要报告的事项',
        '无',
      ].map((text) => ({ kind: 'paragraph', text })),
    },
    { ...nobody, ...hints },
    divisions,
  )

describe('the unit of a scan', () => {
  test('has an id where the register knows what was read', () => {
    expect(identityOf('杭州市拱墅区米市巷街道').unit.code).toBe('330105001')
    expect(identityOf('米市巷街道', { siteDivision: '330105' }).unit.code).toBe('330105001')
  })

  test.each([
    ['杭州市拱墅区米市花街道', {}],
    ['杭州市拱墅区米市花街道办事处', {}],
    ['米市花街道', { siteDivision: '330105' }],
    ['米市花街道办事处', { siteDivision: '330105' }],
  ] as const)('has none where no register has the place %s, but a proposal', (unit, hints) => {
    const { unit: told, findings } = identityOf(unit, hints)
    expect(told).toMatchObject({ code: null, division: null, name: '米市花街道' })
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'ambiguous-unit',
        severity: 'warning',
        message: expect.stringContaining('perhaps 米市巷街道 (330105001)') as string,
      }),
    ])
  })

  test('has none where the place before a body was misread', () => {
    expect(identityOf('拱野区财政局', { siteDivision: '330105' }).unit.code).toBeNull()
    expect(identityOf('米市花街道财政所', { siteDivision: '330105' }).unit.code).toBeNull()
  })

  test('is what the listing or the name of the file says where OCR may have misread just that', () => {
    const listed = { listTitle: '米市巷街道2022年政府信息公开工作年度报告', siteDivision: '330105' }
    expect(identityOf('米市花街道', listed)).toMatchObject({
      unit: { code: '330105001' },
      unitFrom: 'list-title',
    })
    expect(identityOf('米市花街道', { name: '米市巷街道.pdf', siteDivision: '330105' }).unit.code).toBe(
      '330105001',
    )
    expect(identityOf('米市花街道', { name: '小河街道.pdf', siteDivision: '330105' }).unit.code).toBeNull()
  })

  test('is a place that is younger than the register where the listing names it too', () => {
    const listed = { listTitle: '新河湾街道2022年政府信息公开工作年度报告', siteDivision: '330105' }
    expect(identityOf('新河湾街道', listed)).toMatchObject({
      unit: { code: '330105/新河湾街道' },
      unitFrom: 'list-title',
    })
  })

  test.each(['财政局', '城市管理局', '市场监督管理局', '乡村振兴局'])(
    'is a body that no register could have: %s',
    (unit) => {
      expect(identityOf(unit, { siteDivision: '330105' }).unit.code).toBe(`330105/${unit}`)
    },
  )

  test('that a file says in text may be a place that the register has not yet', () => {
    expect(identityOf('米市花街道', { siteDivision: '330105' }, false).unit.code).toBe('330105/米市花街道')
  })
})
