import { describe, expect, test } from 'vitest'
import { nearestLabel } from '../src/extract/figures/nearestLabel.ts'

describe('a label that turns the meaning of a form’s label round is no misprint of it', () => {
  test.each([
    ['不同意公开答复数', '同意公开答复数'],
    ['未同意公开答复数', '同意公开答复数'],
    ['不主动公开规范性文件数', '主动公开规范性文件数'],
    ['非政府网站公开政府信息数', '政府网站公开政府信息数'],
    ['非行政规范性文件', '行政规范性文件'],
    ['免行政处罚', '行政处罚'],
    ['不属于国家秘密', '属于国家秘密'],
    ['本机关掌握相关政府信息', '本机关不掌握相关政府信息'],
    ['有正当理由大量反复申请', '无正当理由大量反复申请'],
    ['现行无效件数', '现行有效件数'],
    ['本年未发件数', '本年制发件数'],
    ['结转本年度继续办理', '结转下年度继续办理'],
    ['没有现成信息需要另行制作', '有现成信息需要另行制作'],
    ['已审结情况数', '未审结情况数'],
    ['行政处分', '行政处罚'],
    ['行政裁决', '行政复议'],
  ])('%s is not %s', (text, label) => {
    expect(nearestLabel(text, [label])).toBeNull()
    expect(nearestLabel(label, [text])).toBeNull()
  })
})

describe('a label with a typing error is the form’s', () => {
  test.each([
    ['属于国家秘蜜', '属于国家秘密'],
    ['本机关不掌握相关政符信息', '本机关不掌握相关政府信息'],
    ['无正当理由大量反复申清', '无正当理由大量反复申请'],
    ['行政规范性文仵', '行政规范性文件'],
    ['申请人无正当理由逾期不补证', '申请人无正当理由逾期不补正'],
  ])('%s is %s', (text, label) => {
    expect(nearestLabel(text, [label, '其他法律行政法规禁止公开'])).toBe(label)
  })
})
