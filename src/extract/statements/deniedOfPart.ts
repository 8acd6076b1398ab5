import type { Found } from './found.ts'

/**
 * Whether what is denied is denied of a part only: 以上3件行政复议均未提起行政诉讼, 申请人均未提起行政诉讼, 对部分公开答复，…未提起行政复议. Its subject stands before it
 * in the clause, or is the clause before.
 */
export function isDeniedOfPart({ phrase }: Found, before: string): boolean {
  if (phrase.zero !== true) return false
  const clauses = before.slice(before.lastIndexOf('；') + 1).split('，')
  const clause = clauses.at(-1) ?? ''
  const frame = clauses.at(-2) ?? ''
  return (
    [clause, frame].some((each) => theseOnly.test(each) || ofAnswer.test(each)) ||
    counted.test(clause) ||
    someone.test(clause) ||
    clause.endsWith('后') ||
    ofSome.test(clause) ||
    amongThem.test(frame)
  )
}

const theseOnly = /以上|上述|前述|这些|该[批类件]/u
/** 对部分公开答复, 对于不予公开的决定. */
const ofAnswer =
  /^(?:其中)?(?:对于?|针对|就)[^，]*(?:答复|决定|申请|的|件|事项|案件)$|^(?:对于?|针对|就)[^，]*(?:答复|决定)/u
const counted = /[\d一二两三四五六七八九十](?:件|起|份|宗|例|个)/u
const someone = /(?:申请人|当事人|自然人|企业|相对人|复议机关|法院|双方)(?:均|都|也)?$/u
/** 延期答复的申请, 新收申请, 其余申请. */
const ofSome = /(?:的|其余|其他|新收|延期|结转)[^，]*(?:申请|案件|答复)$/u
/** 自然人申请10件中, but not 在政府信息公开工作中. */
const amongThem = /(?:\d|申请|件|答复)[^，]*(?<!工作|过程)中$/u
