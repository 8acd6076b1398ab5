import type { YearEvidence } from '../model/yearFinding.ts'

/** What findings across years say of edited figures, in English and in Chinese; empty where none was edited. */
export function editedWords(evidence: readonly YearEvidence[]): { readonly en: string; readonly zh: string } {
  const edited = evidence.flatMap(({ report, value, edited }) =>
    edited === null
      ? []
      : [{ report, value: word(value), before: word(edited.before), day: edited.since.slice(0, 10) }],
  )
  return {
    en: edited
      .map(
        ({ report, value, before, day }) =>
          ` The figure of ${report} was ${before} before the edit seen on ${day} made it ${value}.`,
      )
      .join(''),
    zh: edited
      .map(({ report, value, before, day }) => `${report} 的该数原为 ${before}，${day} 发现已改为 ${value}。`)
      .join(''),
  }
}

const word = (value: number | null): string => (value === null ? 'blank 空白' : String(value))
