import type { Random } from '../documents/random.ts'

/** Stands in a template where each report has words of its own. */
export const placeholder = '此处是本机关自己的话。'

const subjects = [
  '全市各部门',
  '本机关',
  '各镇街',
  '政务公开办公室',
  '行政审批窗口',
  '基层便民服务中心',
  '信息化科',
] as const
const verbs = [
  '深入推进',
  '持续优化',
  '不断规范',
  '统筹落实',
  '全面梳理',
  '动态调整',
  '及时回应',
  '认真研究',
] as const
const objects = [
  '重大建设项目',
  '公共资源配置',
  '社会保障',
  '生态环境',
  '食品药品监管',
  '义务教育招生',
  '老旧小区改造',
  '营商环境',
  '安全生产',
  '乡村振兴',
  '财政资金',
  '优化审批流程',
  '政策解读',
  '互动交流',
  '数据开放',
] as const
const results = [
  '群众满意度明显提升',
  '公开质量稳步提高',
  '制度更加健全',
  '渠道进一步拓宽',
  '存在的短板得到补齐',
] as const

/** Some 1,500 characters that a report might say; and one word of two characters that hardly any other report has. */
export function inventProse(dice: Random): string {
  const sentences = Array.from(
    { length: 45 },
    () =>
      `${dice.pick(subjects)}${dice.pick(verbs)}${dice.pick(objects)}等领域信息公开，${dice.pick(results)}。`,
  )
  return `${sentences.join('')}联系人${rareWord(dice)}。`
}

const rareWord = (dice: Random): string => {
  const letter = (): string => String.fromCodePoint(dice.int(0x4e00, 0x9c00))
  return letter() + letter()
}
