import { normaliseLabel, withoutNumber } from '../normaliseLabel.ts'

const ordinals =
  /^[-—–]*(?:第?[一二三四五六七八九十]{1,3}[、)]|[(][一二三四五六七八九十\d]{1,3}[)]、?|\d{1,2}[、)]|[①-⑳])/u

/** A bracket that says of which time the figure is, or that it is a part, changes what is counted. */
const restricting = /上年|去年|往年|历年|累计|截[至止]|其中|(?:19|20)\d\d年/u

/**
 * The name of an indicator (指标) as it is compared: without 其中, its number, what stands in brackets, and a 数 at its end, for the
 * national list and its local variants differ in just these (行政复议数量, 行政复议数（件）).
 */
export function indicatorLabel(text: string): string {
  let label = normaliseLabel(text).replace(
    /\([^()]*(?:\([^()]*\)[^()]*)*\)(?!$)|(?<=.)\([^()]*(?:\([^()]*\)[^()]*)*\)$/gu,
    (note, at: number) => (at === 0 || restricting.test(note) ? note : ''),
  )
  for (let before = ''; before !== label;) {
    before = label
    label = withoutNumber(
      label
        .replace(/^其中[:、]?/u, '')
        .replace(ordinals, '')
        .replace(/^[:、]+|[:、]+$/gu, ''),
    )
  }
  return label.replace(/的/gu, '').replace(/(?<=.{2})(?:总数量?|数量|数)$/u, '')
}
