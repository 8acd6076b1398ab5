import { TableKey } from '../model/report.ts'
import type { Trouble } from '../model/run.ts'
import type { Derived, DerivedReport } from './deriveBundle.ts'

/**
 * What of a bundle is archived and in no filed report, each by its link's name and with the reason. Silent about what explains
 * itself: the page around files that were read or are named themselves, what stands at an address that gave a report (the
 * report says so), and files beside a page that is the whole report.
 */
export function unreadOriginals(key: string, { reports, refused }: Derived): readonly Trouble[] {
  const given = new Set(reports.flatMap(urlsOf))
  const others = refused.filter(({ url }) => url === null || !given.has(url))
  const files = others.filter(({ url }) => url !== key)
  const isWhole = reports.some((report) => urlsOf(report).includes(key) && hasEveryTable(report))
  const named = isWhole ? [] : files.length > 0 || reports.length > 0 ? files : others
  const latest = new Map(named.map((refusal) => [refusal.url ?? refusal.sha256, refusal]))
  return [
    ...reports.filter(({ id }) => id === null).map((report) => unfiled(key, report)),
    ...[...latest.values()].map(({ url, code, name, message }): Trouble => ({
      url: url ?? key,
      code,
      message: name === null ? message : `${name}: ${message}`,
    })),
  ]
}

const urlsOf = ({ sources }: DerivedReport): readonly string[] => sources.flatMap(({ url }) => url ?? [])

const hasEveryTable = ({ forms }: DerivedReport): boolean => TableKey.options.every((table) => table in forms)

/** A report without an id, and what makes its unit or year uncertain. */
function unfiled(key: string, report: DerivedReport): Trouble {
  const doubts = report.findings.filter(({ code }) => code === 'ambiguous-unit' || code === 'ambiguous-year')
  const message = [`${report.title}: unit or year is not certain`, ...doubts.map((doubt) => doubt.message)]
  return {
    url: urlsOf(report)[0] ?? key,
    code: doubts[0]?.code ?? 'ambiguous-unit',
    message: message.join('; '),
  }
}
