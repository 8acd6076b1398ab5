import { bareName, governmentName } from './divisions.ts'

/**
 * Whether two names may be of one body: one begins with the other (财政局, 财政局办公室; 司法局, 司法局（行政复议局）), or abbreviates it
 * (市场监管局, 市场监督管理局; 住建局, 住房和城乡建设局).
 */
export function mayBeOneBody(one: string, other: string): boolean {
  const [short, long] = [one, other].sort((a, b) => a.length - b.length)
  if (short === undefined || long === undefined || short === '') return false
  if (long.startsWith(short)) return true
  let at = 0
  for (const letter of long) if (letter === short[at]) at += 1
  return at === short.length && /\p{Script=Han}/u.test(short)
}

/** Whether a name that was read may mean this unit though it is not its own: 武林, 朝晖衔道, 康桥街办, 潮鸣街道、长庆街道. */
export function resembles(read: string, name: string): boolean {
  const own = bareName(governmentName(name)) ?? name
  const words = governmentName(read)
  if (words.includes(own) || own.includes(bareName(words) ?? words)) return true
  return mayBeOneBody(words, name) || pairs(own).some((pair) => words.includes(pair))
}

/** Two letters in a row each; words that stand in many names tell nothing. */
const pairs = (name: string): readonly string[] =>
  Array.from({ length: Math.max(0, name.length - 1) }, (_, at) => name.slice(at, at + 2)).filter(
    (pair) => !/管理|办公|人民|政府|街道|服务|中心|委员|办事|监督|行政|综合|事务|发展|建设|信息/u.test(pair),
  )
