import { findingSentence } from '../../model/findingSentence.ts'
import type { FindingAbout } from '../../model/findingParts.ts'
import { metricWords } from './metricName.ts'
import type { Scene } from './scene.ts'

/** A finding in a sentence of the page's language, computed from its figures and never from its record. */
export const findingSaid = (scene: Pick<Scene, 'language' | 'library'>, about: FindingAbout): string =>
  findingSentence(scene.language, about, (metric) => metricWords(scene, metric))
