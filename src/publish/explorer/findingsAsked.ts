import type { AskedFindings } from '../../model/library.ts'
import type { Asks } from './asks.ts'
import { limitsAsked, limitsQuery } from './limits.ts'

export function findingsAsked(asks: Pick<Asks, 'query'>, code: string | null): AskedFindings {
  const { region, year } = limitsAsked(asks)
  return { code, region, year }
}

/** The limits behind an address of a list of findings: `?region=33&year=2022`, or nothing. */
export const findingsQuery = ({ region, year }: Omit<AskedFindings, 'code'>): string =>
  limitsQuery({ region, year })
