import type { AskedFindings, Library } from '../../../model/library.ts'
import type { FindingAbout } from '../../../model/findingParts.ts'
import { evidenceWords } from '../../evidenceWords.ts'
import { findingKinds } from '../findingKinds.ts'
import { findingSaid } from '../findingSaid.ts'
import { findingsWindow } from '../findingsWindow.ts'
import { findingMeaning, findingName, isFinding } from '../findingWords.ts'
import { mostRows, type ListFile } from './listFile.ts'

/** The findings of one kind, on all pages: those between years with the cells that they rest on, then those of reports. Null for more than a file takes, and for a kind that is none. */
export async function findingsList(library: Library, asked: AskedFindings): Promise<ListFile | null> {
  const { total, across, findings } = await findingsWindow(library, asked, { from: 0, most: mostRows })
  if (total > mostRows || (total === 0 && !isFinding(asked.code ?? ''))) return null
  return {
    columns: [
      ...[
        'report',
        'unit',
        'year',
        'site',
        'code',
        'code_zh',
        'severity',
        'metrics',
        'message',
        'message_zh',
      ],
      ...['sentence', 'sentence_zh', 'evidence'],
    ],
    rows: [
      ...across.map(
        ({ report, unit, year, site, code, severity, metrics, message, message_zh, evidence }) => [
          ...[report, unit, year, site, code, findingName('zh', code), severity, metrics.join(' ')],
          ...[message, message_zh, message, message_zh],
          evidenceWords(evidence),
        ],
      ),
      ...findings.map(({ report, code, severity, metrics, message, evidence }) => [
        ...[report.id, report.name, report.year, report.site, code, findingName('zh', code), severity],
        ...[metrics.join(' '), message, null],
        ...inBoth(library, { code, severity, metrics, evidence, unit: report.name, year: report.year }),
        null,
      ]),
    ],
  }
}

/** In English and in Chinese. */
const inBoth = (library: Library, about: FindingAbout): readonly string[] =>
  (['en', 'zh'] as const).map((language) => findingSaid({ library, language }, about))

/** Kinds of findings and in how many reports each is. */
export async function findingKindsList(library: Library, asked: AskedFindings): Promise<ListFile> {
  const kinds = await findingKinds(library, asked)
  return {
    columns: ['code', 'code_zh', 'meaning', 'meaning_zh', 'severity', 'reports'],
    rows: kinds.map(({ code, severity, reports }) => [
      ...[code, findingName('zh', code), findingMeaning('en', code).text, findingMeaning('zh', code).text],
      ...[severity, reports],
    ]),
  }
}
