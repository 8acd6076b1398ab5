import type { MetricWords } from '../../model/findingParts.ts'
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

/** The same with its row and its unit of measure; the unit is empty for a metric that no form has. */
export function metricWords(
  scene: { readonly library: Pick<Scene['library'], 'metrics'>; readonly language: Scene['language'] },
  id: string,
): MetricWords {
  const metric = scene.library.metrics.findLast((each) => each.id === id)
  const stem = id.slice(0, id.lastIndexOf('.'))
  return {
    name: metricName(scene, id),
    row: scene.language === 'zh' ? (metric?.rowLabel ?? stem) : stem,
    unit: metric?.unit ?? '',
  }
}

const labelOf = ({ rowLabel, columnLabel }: Pick<Metric, 'rowLabel' | 'columnLabel'>): string =>
  `${rowLabel} · ${columnLabel}`
