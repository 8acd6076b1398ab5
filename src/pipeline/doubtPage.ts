import { showsReport } from '../fetch/showsReport.ts'
import type { FetchOutcome } from '../model/exchange.ts'
import { policyOf, type SiteWorks } from './works.ts'

/**
 * The outcome of fetching an article page, looked at twice where nothing in it is of a report: then it may be what the host
 * gives for every address. A page whose bytes are archived was looked at before.
 */
export async function doubtPage(works: SiteWorks, outcome: FetchOutcome): Promise<FetchOutcome> {
  if (outcome.kind !== 'admitted' || showsReport(outcome.exchange.body)) return outcome
  const { exchange } = outcome
  const last = await works.shelf.lastCapture({ url: exchange.url })
  if (last?.capture.sha256 === exchange.sha256) return outcome
  return works.fetcher.doubt(exchange, policyOf(works.site))
}
