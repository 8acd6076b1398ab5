import { editDistance } from './editDistance.ts'

/**
 * A typing error may touch one character in four; a label under five characters is too short to be told by likeness: 行政处分,
 * 行政裁决 and 行政赔偿 are words of their own beside 行政处罚 and 行政复议.
 */
const allowance = (label: string): number => (label.length < 5 ? 0 : Math.floor(label.length / 4))

/** Another year, or all years, where the form speaks of this one. */
const otherYears = /上年|上一年|去年|往年|历年|累计|前年/gu
/** Yes and no, and which year a thing is carried to: one more or one less says the opposite. */
const negations = /[不未非无免没勿已]/gu
const directions = /[上下前本]/gu
/** More and less: a label that has one of the two is no misprint of the one that has both. */
const ways = /[增减]/gu

const inOrder = (words: RegExp, text: string): string => [...new Set(text.match(words))].sort().join()

const count = (words: RegExp, text: string): string => (text.match(words) ?? []).sort().join('')

/** 党规范性文件 is a kind of its own: a word before a label makes it another one. */
const isKindOf = (text: string, label: string): boolean => text.length > label.length && text.endsWith(label)

/** Whether a text and a label differ in a word that turns the meaning round: then they are no misprint of each other. */
const turned = (text: string, label: string): boolean =>
  [otherYears, ways].some((words) => inOrder(words, text) !== inOrder(words, label)) ||
  [negations, directions].some((words) => count(words, text) !== count(words, label))

/**
 * The label that a misprinted text stands for, or null: near enough, and at least twice as near as any other label.
 * `属于工作秘密` is two of six characters away from `属于国家秘密` and therefore not it; `上年处理决定数量` is one away from
 * `本年处理决定数量` and means something else.
 */
export function nearestLabel(text: string, labels: Iterable<string>): string | null {
  let nearest: string | null = null
  let best = Infinity
  let second = Infinity
  for (const label of labels) {
    const allowed = allowance(label)
    if (allowed === 0) continue
    const distance = editDistance(text, label, 2 * allowed)
    if (distance < best) {
      second = best
      best = distance
      nearest = label
    } else if (distance < second) second = distance
  }
  if (nearest === null || best > allowance(nearest) || second < 2 * best) return null
  return turned(text, nearest) || isKindOf(text, nearest) ? null : nearest
}
