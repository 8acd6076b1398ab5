import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/loadConfig.ts'
import { lineages } from '../src/validate/lineages.ts'

const { knowledge } = await loadConfig('config')
const of = lineages(knowledge.divisions)

test('a street that got another code when its district was joined to another is one unit', () => {
  expect(of('330105014', 2022)).toBe(of('330103001', 2019))
  expect(of('330105014/司法所', 2022)).toBe(of('330103001/司法所', 2019))
})

test('a unit keeps its key while its code stays, also before the first and after the last edition of the register', () => {
  for (const unit of ['330105001', '330105/财政局', '3213'])
    expect(new Set([2010, 2016, 2019, 2023, 2031].map((year) => of(unit, year))).size).toBe(1)
})

test('two units never share a key', () => {
  expect(of('330105/财政局', 2022)).not.toBe(of('330105/审计局', 2022))
  expect(of('330105/财政局', 2022)).not.toBe(of('330105', 2022))
  expect(of('330105014', 2022)).not.toBe(of('330105001', 2022))
})

test('bodies of a district that was joined to another are not taken for those of the other', () => {
  expect(of('330105/财政局', 2022)).not.toBe(of('330103/财政局', 2019))
})

test('a code that was given to another place later is another unit', () => {
  expect(knowledge.divisions.of(2018).byCode('110106008')?.path.at(-1)).toContain('卢沟桥')
  expect(knowledge.divisions.of(2023).byCode('110106008')?.path.at(-1)).toContain('六里桥')
  expect(of('110106008', 2018)).not.toBe(of('110106008', 2023))
})

test('a code that the register does not know stands for itself', () => {
  expect(of('999999', 2022)).toBe('999999')
})
