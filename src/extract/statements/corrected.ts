import type { Found } from './found.ts'

/**
 * Whether the sentence itself takes something off the number again: 收到14件，其中2件撤回，实际受理12件; 收到13件，其中1件非政府信息公开申请; 办结10件，
 * 撤回3件. Whether the table counts that, too, nobody can tell.
 */
export function isCorrected({ phrase, sentence, to }: Found): boolean {
  if (phrase.zero === true || !corrigible.has(phrase.metric)) return false
  const [rest = ''] = sentence.bare.slice(to).split('；')
  const tight = sentence.text.replace(/\s+/gu, '')
  const brackets = tight.match(/[（(][^（）()]*[）)]/gu)?.join('，') ?? ''
  return takenOff.test(`${rest}，${brackets}，${sentence.parts}`)
}

const corrigible: ReadonlySet<string> = new Set(['applications.new.total', 'applications.total.total'])

const kinds =
  '(?:撤[回销诉]|终止|不再处理|非政府信息公开|不?属于?(?:政府)?信息公开|合并|无效|咨询类|不予受理|不予登记|视为放弃|退回|移交|转交|转送|转办)'
const some = '(?:[1-9]\\d*|[一二两三四五六七八九十百]+)(?:件|起|份|宗|例|个)'
const takenOff = new RegExp(
  `扣除|剔除|除去|减去|实际(?:受理|收到|办理|有|为|共|\\d)|${kinds}[^，。；\\d]{0,12}${some}|${some}[^，。；\\d]{0,20}${kinds}`,
  'u',
)
