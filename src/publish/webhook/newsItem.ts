import type { MetricWords } from '../../model/findingParts.ts'
import { findingSentence } from '../../model/findingSentence.ts'
import type { Metric } from '../../model/metric.ts'
import type { News } from '../../model/news.ts'
import { metricWords } from '../explorer/metricName.ts'
import { addressAt, type Beside } from '../explorer/reportAddress.ts'
import { newsId, type NewsOrigin } from '../newsId.ts'
import { shortened } from '../shortened.ts'

/** Bounds of one item; what is left out is counted beside it. */
const [mostFigures, mostFindings, mostCharacters] = [50, 5, 500]

/** What a message is written with. */
export interface NewsWriting {
  readonly origin: NewsOrigin
  readonly metrics: readonly Metric[]
  readonly library: Beside
  /** Where the explorer is published; null where that is not known. */
  readonly explorer: string | null
}

/** A news as the body of a webhook has it: bounded, with the Chinese names of its figures (docs/decisions/0057). */
export function newsItem({ origin, metrics, library, explorer }: NewsWriting, news: News): object {
  const { kind, time, site, id: report, unit, place, year, title } = news
  const path = addressAt(library, site, report)
  const short = (text: string): string => shortened(text, mostCharacters)
  return {
    ...{ id: newsId(origin, news), kind, time, site, report },
    ...{ unit: short(unit), place: short(place), year, title: short(title), path },
    ...(explorer !== null && { page: pageAt(explorer, path) }),
    ...detailsOf(news, (id) => metricWords({ library: { metrics }, language: 'zh' }, id), short),
  }
}

function detailsOf(
  news: News,
  wordsOf: (metric: string) => MetricWords,
  short: (text: string) => string,
): object {
  const nameOf = (metric: string): string => wordsOf(metric).name
  switch (news.kind) {
    case 'found':
      return { published: news.published === null ? null : short(news.published) }
    case 'replaced': {
      const { digest, changes, paragraphs } = news
      const told = changes
        .slice(0, mostFigures)
        .map(({ metric, ...change }) => ({ metric, name: nameOf(metric), ...change }))
      return { edition: digest, changes: told, changes_total: changes.length, paragraphs }
    }
    case 'moved':
      return { from: short(news.from), to: short(news.to), ...absence(news) }
    case 'disappeared':
    case 'locked':
      return { url: short(news.url), ...absence(news) }
    case 'returned':
      return { url: short(news.url), first_missed: news.first_missed }
    case 'finding': {
      const { code, findings, unit, year } = news
      const told = findings.slice(0, mostFindings).map(({ severity, metrics, message, evidence }) => ({
        ...{ severity, message: short(message) },
        message_zh: short(
          findingSentence('zh', { code, severity, metrics, evidence, unit: short(unit), year }, wordsOf),
        ),
        metrics: metrics.slice(0, mostFigures).map((metric) => ({ metric, name: nameOf(metric) })),
        metrics_total: metrics.length,
      }))
      return { code, findings: told, findings_total: findings.length }
    }
    case 'contradiction': {
      const { code, finding } = news
      const evidence = finding.evidence
        .slice(0, mostFigures)
        .map(({ report, metric, value }) => ({ report, metric, name: nameOf(metric), value }))
      const { severity, message, message_zh } = finding
      return {
        ...{ code, severity, message: short(message), message_zh: short(message_zh) },
        ...{ evidence, evidence_total: finding.evidence.length },
      }
    }
  }
}

const absence = ({
  last_seen,
  first_missed,
  how,
}: Pick<Extract<News, { kind: 'disappeared' }>, 'last_seen' | 'first_missed' | 'how'>) => ({
  ...{ last_seen, first_missed, how },
})

const pageAt = (explorer: string, path: string): string =>
  new URL(
    path.slice(1).split('/').map(encodeURIComponent).join('/'),
    explorer.endsWith('/') ? explorer : `${explorer}/`,
  ).href
