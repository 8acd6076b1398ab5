import type { MetricWords, SentenceLanguage } from './findingParts.ts'
import type { Metric } from './metric.ts'

/** A metric for people: row and column of its form in Chinese, its id in English, with its row and unit of measure. One that no form has keeps its id, without a unit. */
export function metricWords(metrics: readonly Metric[], language: SentenceLanguage, id: string): MetricWords {
  const metric = metrics.findLast((each) => each.id === id)
  const stem = id.slice(0, id.lastIndexOf('.'))
  const isNamed = language === 'zh' && metric !== undefined
  return {
    name: isNamed ? `${metric.rowLabel} · ${metric.columnLabel}` : id,
    row: isNamed ? metric.rowLabel : stem,
    unit: metric?.unit ?? '',
  }
}
