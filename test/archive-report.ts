import type { Bundle } from '../src/model/original.ts'
import type { Report } from '../src/model/report.ts'

/** A small report that is all of its bundle: its title is the text of the newest original. */
export function reportOf(bundle: Bundle, code: string, year: number): Report {
  const newest = bundle.originals.at(-1)
  const title = Buffer.from(newest?.bytes ?? []).toString('utf8')
  return {
    schema: 'nianbao/report@1',
    id: `${code}/${year}`,
    rules: '1',
    unit: { name: '米市巷街道', as_printed: '米市巷街道', code, division: null },
    year,
    year_from: 'title',
    title,
    published: null,
    forms: {},
    sections: [],
    figures: { 'applications.new.natural_person': 60, 'applications.new.total': null },
    cells: {},
    statements: [],
    findings: [],
    sources: bundle.originals.map(({ sha256, role, mediaType, url, captured, capture }) => ({
      sha256,
      role,
      media_type: mediaType,
      url,
      captured,
      capture,
    })),
    editions: [],
  }
}
