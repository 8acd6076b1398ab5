import type { Metric } from '../model/metric.ts'
import type { YearEvidence } from '../model/yearFinding.ts'

/** What the forms say of each metric. */
export type Dictionary = ReadonlyMap<string, Pick<Metric, 'rowLabel' | 'columnLabel' | 'unit' | 'signed'>>

/** The same in both languages (双语). */
export interface BothWords {
  readonly en: string
  readonly zh: string
}

/** What a metric is called in sentences: by its id in English, by row and column of its form in Chinese. */
export function namedInWords(metric: string, dictionary: Dictionary): BothWords {
  const known = dictionary.get(metric)
  const zh = known === undefined ? metric : `${known.rowLabel} · ${known.columnLabel}`
  return { en: `“${metric}”`, zh: `“${zh.replaceAll('“', '‘').replaceAll('”', '’')}”` }
}

/**
 * What findings across years add of figures that are not simply what was printed first: what the body edited, which is told of what was
 * printed, and what a person corrected, which is the figure that was compared. Empty where there is none.
 */
export function changedWords(evidence: readonly YearEvidence[], dictionary: Dictionary): BothWords {
  const said = evidence.flatMap((figure) => [
    ...editedWords(figure, dictionary),
    ...correctedWords(figure, dictionary),
  ])
  return { en: said.map(({ en }) => ` ${en}`).join(''), zh: said.map(({ zh }) => zh).join('') }
}

function editedWords({ report, metric, edited }: YearEvidence, dictionary: Dictionary): readonly BothWords[] {
  if (edited === null) return []
  const { en, zh } = namedInWords(metric, dictionary)
  const [before, after] = [word(edited.before), word(edited.after)]
  const day = edited.since.slice(0, 10)
  return [
    {
      en: `${en} of ${report} was ${before.en} before the edit seen on ${day} made it ${after.en}.`,
      zh: `${report} 的${zh}原为${before.zh}，${day} 发现已改为${after.zh}。`,
    },
  ]
}

function correctedWords(
  { report, metric, value, corrected, read }: YearEvidence,
  dictionary: Dictionary,
): readonly BothWords[] {
  if (corrected !== true) return []
  const { en, zh } = namedInWords(metric, dictionary)
  const [now, was] = [word(value), read === undefined ? unread : word(read)]
  return [
    {
      en: `${en} of ${report} is ${now.en} as corrected by a person; ${was.en} was read.`,
      zh: `${report} 的${zh}为人工更正后的${now.zh}，原${read === undefined ? '' : '读作'}${was.zh}。`,
    },
  ]
}

const unread: BothWords = { en: 'nothing', zh: '未读出' }

const word = (value: number | null): BothWords =>
  value === null ? { en: 'blank', zh: '空白' } : { en: String(value), zh: ` ${value}` }
