import type { MetricWords } from '../../model/findingParts.ts'
import { metricWords as wordsOfMetric } from '../../model/metricWords.ts'
import type { Scene } from './scene.ts'

interface Place {
  readonly library: Pick<Scene['library'], 'metrics'>
  readonly language: Scene['language']
}

/** A metric for people: row and column of its form in Chinese, its id in English. A metric that no form has keeps its id. */
export const metricName = (place: Place, id: string): string => metricWords(place, id).name

/** The same with its row and its unit of measure. */
export const metricWords = ({ library, language }: Place, id: string): MetricWords =>
  wordsOfMetric(library.metrics, language, id)
