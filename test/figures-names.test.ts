import { describe, expect, test } from 'vitest'
import { textTable } from './figuresTables.ts'
import { applicants, codes, read, rules2021 } from './figures/readTables.ts'

describe('labels', () => {
  test.each([
    ['行政事业型收费', '本年收费金额（单位：万元）', 'proactive.fees.amount'],
    ['行 政\n许 可', '本年处理决定数量', 'proactive.licensing.decisions'],
    ['规范性文件', '本年废纸件数', 'proactive.normative_documents.repealed'],
    ['行政规范性文件（注）', '本年废止件数', 'proactive.normative_documents.repealed'],
  ])('%s under %s is %s', (row, column, metric) => {
    const reading = read(textTable(`信息内容|${column}`, `${row}|7`))
    expect(reading.figures[metric]).toBe(7)
    expect(codes(reading, metric)).toEqual([])
  })

  test.each(['行政许叮', '行政处分', '行政裁决'])(
    '%s is too short to be told by likeness: it may be a word of its own, so the row is marked',
    (row) => {
      const reading = read(textTable('信息内容|本年处理决定数量', `${row}|7`))
      expect(reading.figures).toEqual({})
      expect(codes(reading, 'proactive.licensing.decisions')).not.toEqual([])
      expect(codes(reading, 'proactive.penalties.decisions')).not.toEqual([])
    },
  )

  test.each([
    ['2.其他法律行政止公开', 'denied.other_law'],
    ['2､其他法律行政法规禁止公开', 'denied.other_law'],
    ['其他法律行政法规禁止公开', 'denied.other_law'],
    ['3.危及"三安全一稳定"', 'denied.safety_stability'],
  ])('%s is the row %s', (label, key) => {
    const row = '1|0|0|0|0|0|1'
    const reading = read(textTable(...applicants, `三、本年度办理结果|（三）不子公开|${label}|${row}`))
    expect(reading.figures[`applications.${key}.total`]).toBe(1)
  })

  test('a local row in the place of a missing row is not taken for it', () => {
    const rows = ['（三）不予公开|1.属于工作秘密|9|0|0|0|0|0|9', '|2.其他法律行政法规禁止公开|1|0|0|0|0|0|1']
    const reading = read(textTable(...applicants, ...rows))
    expect(reading.figures).not.toHaveProperty('applications.denied.state_secret.total')
    expect(codes(reading, 'applications.denied.state_secret.total')).toEqual(['unknown-label warning'])
  })

  test('a misprint as near to one label as to another is neither', () => {
    const reading = read(textTable('信息内容|本年处理决定数量', '行政许罚|9'))
    expect(reading.figures).toEqual({})
  })

  test('其他 is a row of the form only in its own region', () => {
    const rows = [
      '（五）不予处理|5.要求行政机关确认或重新出具已获取信息|1|0|0|0|0|0|1',
      '|6.其他|8|0|0|0|0|0|8',
    ]
    const reading = read(textTable(...applicants, ...rows))
    expect(reading.figures).not.toHaveProperty('applications.other.other.total')
  })

  test('a local row below rows that are all there is remarked, and no figure is in doubt', () => {
    const reading = read(textTable(rules2021, '规章|0|0|1', '行政规范性文件|1|0|2', '其他主动公开文件|3|0|4'))
    expect(reading.figures['proactive.normative_documents.in_force']).toBe(2)
    expect(reading.findings.filter(({ code }) => code === 'local-row')).toMatchObject([
      { severity: 'info', metrics: [] },
    ])
  })

  test('a stray figure before a label or in a region’s cell is no cell of the row', () => {
    const rows = ['0|（六）其他处理|3.其他|1|0|0|0|0|0|1', '0四、结转下年度继续办理|2|0|0|0|0|0|2']
    const reading = read(textTable(...applicants, ...rows))
    expect(reading.figures['applications.other.other.natural_person']).toBe(1)
    expect(reading.figures['applications.carried_forward.total']).toBe(2)
  })
})
