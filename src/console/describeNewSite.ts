import { describeRecorded } from './describeRecorded.ts'

/** `nianbao sites new` for people: what was written, what to look at, and what to do next. */
export function describeNewSite(made: {
  readonly file: string
  readonly family: string
  readonly notes: readonly string[]
  readonly kept: Parameters<typeof describeRecorded>[0]
}): string {
  const { file, family, notes, kept } = made
  const lines = [
    `${file}  ${family}`,
    ...notes.map((note) => `  ${note}`),
    describeRecorded(kept).trimEnd(),
    'Next:',
    '  look at name, division, hosts, expect and unverified in the site file',
    '  npx vitest run test/sites.test.ts      fails until somebody has read expected.json',
    `  npx nianbao crawl ${kept.site} --archive trial`,
  ]
  return `${lines.join('\n')}\n`
}
