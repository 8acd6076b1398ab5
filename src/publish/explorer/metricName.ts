import type { Metric } from '../../model/metric.ts'
import type { Scene } from './scene.ts'

/** A metric for people: row and column of its form in Chinese, its id in English. A metric that no form has keeps its id. */
export function metricName(
  {
    library,
    language,
  }: { readonly library: Pick<Scene['library'], 'metrics'>; readonly language: Scene['language'] },
  id: string,
): string {
  if (language === 'en') return id
  const metric = library.metrics.findLast((each) => each.id === id)
  return metric === undefined ? id : labelOf(metric)
}

const labelOf = ({ rowLabel, columnLabel }: Pick<Metric, 'rowLabel' | 'columnLabel'>): string =>
  `${rowLabel} · ${columnLabel}`
