import { unitKinds } from '../../../model/unitKind.ts'
import { rankings } from '../../../model/ranking.ts'
import type { Asks } from '../asks.ts'
import type { AskedRanking } from './readRanking.ts'

/** Stands for no region in an address. */
const everywhere = 'all'

/** Address of a ranking (排名, 永久链接); pages from the second have their number. */
export const rankingAddress = ({ id, kind, year, region }: AskedRanking, page = 1): string =>
  `/rankings/${id}/${kind}/${year}/${region === '' ? everywhere : region}/${page === 1 ? '' : `${page}/`}`

/** What the parts of an address name; null where one is not what it must be. */
export function askedRanking({ part }: Asks): AskedRanking | null {
  const ranking = rankings.find(({ id }) => id === part('id'))
  const kind = unitKinds.find((each) => each === part('kind'))
  const region = part('region') === everywhere ? '' : part('region')
  if (ranking === undefined || kind === undefined) return null
  if (!/^\d{4}$/u.test(part('year')) || !/^(?:\d{2}|\d{4}|\d{6}|)$/u.test(region)) return null
  return { id: ranking.id, kind, year: Number(part('year')), region }
}
