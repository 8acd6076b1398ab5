import { execFileSync, spawnSync } from 'node:child_process'
import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { keptIn } from './reportLine.ts'
import { publicReport } from '../src/model/publicReport.ts'
import { Report } from '../src/model/report.ts'
import { withheldBy } from '../src/model/withholding.ts'
import { filesIn } from './archive-finished.ts'
import {
  at,
  carrier,
  changes,
  docx,
  historyOf,
  host,
  hushu,
  metric,
  mishi,
  nights,
  text,
  titleOf,
  xiaohe,
} from './running/changingSite.ts'
import { everyday } from './running/everyday.ts'
import { html } from './running/localSite.ts'
import { nianbao } from './running/nianbao.ts'
import { temporaryFolder } from './running/temporaryFolder.ts'

const phone = '13900000001'
const clean = text(mishi)
/** The phone number of an applicant wherever a report can say it: title, prose, a note in a cell, the label of a row. */
const telling = clean
  .replaceAll('度报告</p>', `度报告（张三${phone}）</p>`)
  .replace('落实专人负责', `落实张三（电话${phone}）负责`)
  .replace(
    '<td>行政许可</td><td colspan="3">0</td>',
    `<td>行政许可</td><td colspan="3">0（张三${phone}）</td>`,
  )
  .replace(
    '<tr><td>行政规范性文件</td>',
    `<tr><td>张三${phone}来信</td><td>1</td><td>1</td><td>1</td></tr><tr><td>行政规范性文件</td>`,
  )
const mended = clean.replace('压实责任、完善流程', '压实责任、优化流程')
const telledIn = (bytes: Buffer): boolean => bytes.includes(phone)

/** One report of four that said too much on its second night; with `mend`, put right on the third. */
async function quietEdit({ mend, withhold = true }: { readonly mend: boolean; readonly withhold?: boolean }) {
  const { site, answers, crawl } = await nights()
  await crawl('2023-02-01')
  answers[at(mishi)] = html(telling)
  await crawl('2023-02-02', '--recheck')
  if (mend) {
    answers[at(mishi)] = html(mended)
    await crawl('2023-02-03', '--recheck')
  }
  const { archive } = site
  const id = (await changes(site)).find(({ unit }) => unit === mishi)?.id ?? ''
  const more = ['--archive', archive, '--now', '2023-02-04']
  const noted = await nianbao('review', 'dismiss', id, 'note-in-cell', ...more, '--reason', `张三 ${phone}`)
  const sha256 = hash('sha256', telling)
  const decided = withhold ? await nianbao('withhold', sha256, '--reason', 'personal data', ...more) : null
  return { site, archive, id, sha256, noted: noted.code === 0, decided }
}

/** Every byte that somebody who unpacks it all gets to see. */
function everyByte(folder: string): Buffer {
  return Buffer.concat(
    filesIn(folder).map((name) => {
      const bytes = readFileSync(join(folder, name))
      if (name.endsWith('.gz')) return gunzipSync(bytes)
      return name.endsWith('.wacz')
        ? execFileSync('unzip', ['-p', join(folder, name)], { maxBuffer: 1e9 })
        : bytes
    }),
  )
}

const check = (out: string) => {
  const { status, stdout, stderr } = spawnSync('sh', [join(out, 'verify.sh')], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe.each(everyday([true, false], 1))('words of a withheld original (put right since: %s)', (mend) => {
  test('are in no export, and the originals that may be shown are', async () => {
    const { archive, sha256 } = await quietEdit({ mend })
    for (const format of ['jsonl', 'csv', 'warc', 'wacz', 'bagit']) {
      const out = await temporaryFolder()
      const { code, stderr } = await nianbao('export', format, '--out', out, '--archive', archive)
      expect([format, code, stderr]).toEqual([format, 0, ''])
      const bytes = everyByte(out)
      expect([format, telledIn(bytes), bytes.includes(sha256)]).toEqual([format, false, true])
      if (format === 'jsonl') expect(bytes.includes('优化流程')).toBe(mend)
    }
  }, 120_000)

  test('are in nothing that a verb prints', async () => {
    const { archive, id, site } = await quietEdit({ mend })
    const verbs = [
      ['history', id],
      ['changes', '--since', '2023-01-01', '--found'],
      ['review', '--all'],
      ['review', 'show', id, '--all'],
      ['status'],
    ]
    for (const verb of verbs) {
      for (const form of [[], ['--json']]) {
        const printed = await nianbao(...verb, ...form, ...site.options)
        expect([verb[0], printed.code]).toEqual([verb[0], 0])
        expect([verb, form, printed.stdout.includes(phone) || printed.stderr.includes(phone)]).toEqual([
          verb,
          form,
          false,
        ])
      }
    }
    const shown = await nianbao('history', id, '--archive', archive)
    expect(shown.stdout).toMatch(/sha256 [0-9a-f]{12}… {2}withheld 不公开/u)
    const { editions } = await historyOf(site, id)
    expect(editions).toHaveLength(mend ? 3 : 2)
    expect(editions.slice(1).every(({ text: told }) => (told ?? []).length > 0)).toBe(true)
  }, 120_000)

  test('are in no proof, and the proof holds, with the originals and lines of every other edition', async () => {
    const { archive, id, sha256 } = await quietEdit({ mend })
    const out = join(await temporaryFolder(), 'proof')
    const { code, stdout } = await nianbao('prove', id, '--out', out, '--archive', archive)
    expect(code).toBe(0)
    expect(stdout).toContain(`withheld 不公开, not in the folder: ${sha256}`)
    expect(telledIn(everyByte(out))).toBe(false)
    expect(check(out)).toMatchObject({ status: 0, stderr: '' })
    expect(
      readdirSync(join(out, 'originals'))
        .map((name) => name.slice(0, 64))
        .sort(),
    ).toEqual([clean, ...(mend ? [mended] : [])].map((bytes) => hash('sha256', bytes)).sort())
    expect(readFileSync(join(out, 'proof.txt'), 'utf8')).toContain(`withheld ${sha256}\n`)
  }, 120_000)
})

test('what was said of a withheld original that gave no report is told by no verb and in no bag', async () => {
  const { site, answers, crawl } = await nights()
  const both = `${text(xiaohe)}${clean.replaceAll('度报告</p>', `度报告（张三${phone}）</p>`)}`
  answers[at(hushu)] = html(both)
  await crawl('2023-02-01')
  const told = async () => {
    const out = await temporaryFolder()
    await nianbao('export', 'bagit', '--out', out, '--archive', site.archive)
    const verbs = [['status'], ['review', '--all'], ['review', 'show', `${host}${at(hushu)}`]]
    const printed = await Promise.all(
      verbs.flatMap((verb) => [[], ['--json']].map((form) => nianbao(...verb, ...form, ...site.options))),
    )
    return [everyByte(out), ...printed.map(({ stdout }) => Buffer.from(stdout))].map(telledIn)
  }
  expect(await told()).toEqual([true, true, true, true, true, true, true])
  await nianbao('withhold', hash('sha256', both), '--reason', 'personal data', '--archive', site.archive)
  expect(await told()).toEqual([false, false, false, false, false, false, false])
}, 120_000)

test('the proof of a replaced report holds each of its originals and is given the report of the exports', async () => {
  const { archive, id } = await quietEdit({ mend: true, withhold: false })
  const out = join(await temporaryFolder(), 'proof')
  await nianbao('prove', id, '--out', out, '--archive', archive)
  expect(check(out)).toMatchObject({ status: 0, stderr: '' })
  expect(readdirSync(join(out, 'originals'))).toHaveLength(3)
  const proven = Report.parse(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')))
  const named = proven.editions.flatMap(({ sources }) => sources ?? [])
  expect(named).toHaveLength(3)
  for (const { capture, sha256 } of named)
    expect(readFileSync(join(out, `captures/${String(capture)}.json`), 'utf8')).toContain(sha256)
  expect(telledIn(everyByte(out))).toBe(true)
}, 60_000)

test('a clean edition is shown whole beside a withheld one, and another report is not touched', async () => {
  const { archive, id } = await quietEdit({ mend: true })
  const out = await temporaryFolder()
  await nianbao('export', 'jsonl', '--out', out, '--archive', archive)
  const reports = readFileSync(join(out, 'reports.replica.jsonl'), 'utf8').trimEnd().split('\n').map(keptIn)
  const report = reports.find((each) => each.id === id)
  expect(report?.title).toContain(titleOf(mishi).slice(5))
  expect(report?.sections.map(({ text: words }) => words).join()).toContain('优化流程')
  expect(report?.findings.map(({ code }) => code)).toContain('withheld')
  const other = reports.find(({ unit }) => unit.name === hushu)
  expect(other?.findings.map(({ code }) => code)).not.toContain('withheld')
}, 60_000)

test('the proof holds for a file behind a page that was replaced and put back, with either content withheld', async () => {
  const { site, answers, crawl } = await nights({
    [at(mishi)]: carrier(mishi, '/files/a.docx'),
    '/files/a.docx': docx(mishi),
  })
  await crawl('2023-02-01')
  answers['/files/a.docx'] = docx(mishi, { [metric]: 99 })
  await crawl('2023-02-02', '--recheck')
  answers['/files/a.docx'] = docx(mishi)
  await crawl('2023-02-03', '--recheck')
  const [first] = await changes(site, '--found')
  const id = first?.id ?? ''
  const { editions } = await historyOf(site, id)
  expect(editions).toHaveLength(3)
  const hashes = editions.map(({ sources }) => sources?.[0]?.sha256 ?? '')
  for (const sha256 of [null, hashes[1] ?? '', hashes[0] ?? '']) {
    if (sha256 !== null)
      await nianbao('withhold', sha256, '--reason', 'personal data', '--archive', site.archive)
    const out = join(await temporaryFolder(), 'proof')
    await nianbao('prove', id, '--out', out, '--archive', site.archive)
    expect(check(out)).toMatchObject({ status: 0, stderr: '' })
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toContain(`"metric": "${metric}"`)
  }
}, 120_000)

const sha = (letter: string): string => letter.repeat(64)
/** A report that says a secret in every place where it can say anything, of what it is now, of an edition before, and of people. */
function tellingReport(): Report {
  const [now, before, people] = ['now-secret', 'before-secret', 'people-secret']
  const source = (sha256: string): Report['sources'][number] => ({
    ...{ sha256, role: 'page', media_type: 'text/html', url: `http://h/${sha256.slice(0, 1)}` },
    ...{ captured: '2023-01-01T00:00:00.000Z', capture: 1 },
  })
  const evidence = {
    raw: now,
    source: `sha256:${sha('c')}`,
    table: 2,
    row: 1,
    column: 1,
    file: `${now}.docx`,
  }
  const decided = { number: 1, by: '李', time: '2023-01-01T00:00:00.000Z', reason: people, outdated: false }
  const edition = { digest: sha('0'), changes: [{ metric: 'm', before: 1, after: 2 }] }
  return Report.parse({
    ...{
      schema: 'nianbao/report@1',
      id: '330105001/2022',
      rules: '1',
      unit_from: 'title',
      year: 2022,
      year_from: 'title',
    },
    unit: { name: '米市巷街道', as_printed: now, code: '330105001', division: null },
    ...{ title: now, published: '2023-01-13', signed: '2023-01-12', forms: {}, figures: { m: 2 } },
    sections: [{ key: 'overview', heading: now, text: now }],
    cells: { m: evidence },
    local_rows: [
      {
        table: 'proactive',
        labels: [now],
        cells: [{ column: now, value: 1, evidence: { ...evidence, source: `sha256:${sha('d')}` } }],
      },
    ],
    statements: [{ metric: 'm', value: 2, text: now, section: 'overview' }],
    findings: [{ code: 'note-in-cell', severity: 'info', metrics: ['m'], message: now }],
    sources: [source(sha('b'))],
    editions: [
      {
        ...edition,
        first_seen: '2023-01-01T00:00:00.000Z',
        changes: [],
        text: [],
        sources: [source(sha('a'))],
      },
      {
        ...edition,
        first_seen: '2023-01-02T00:00:00.000Z',
        text: [
          { section: 'title', before, after: before },
          { section: 'overview', before },
        ],
        sources: [source(sha('b'))],
      },
    ],
    corrections: [{ ...decided, metric: 'm', read: 2, value: 3 }],
    judgements: [{ ...decided, action: 'accept', code: 'note-in-cell', metrics: ['m'] }],
  } satisfies Report)
}

describe('a report as others may have it', () => {
  const withheldOne = (sha256: string) =>
    withheldBy([{ seq: 1, prev: sha('0'), time: 't', action: 'withhold', sha256, by: 'b', reason: 'r' }])
  const secretsIn = (report: Report) =>
    ['now', 'before', 'people'].filter((whose) => JSON.stringify(report).includes(`${whose}-secret`))

  test.each([
    ['a source of what it is now', 'b', []],
    ['the evidence of a figure', 'c', []],
    ['the evidence of a row of its own', 'd', []],
    ['a source of an edition before', 'a', ['now']],
    ['nothing of it', 'e', ['now', 'before', 'people']],
  ])('says nothing that may be a withheld original’s where that is %s', (_what, letter, left) => {
    const report = tellingReport()
    const shown = publicReport(report, withheldOne(sha(letter)))
    expect(Report.parse(shown)).toEqual(shown)
    expect(secretsIn(shown)).toEqual(left)
    expect(shown.figures).toEqual(report.figures)
    expect(shown.editions.map(({ changes: figures }) => figures)).toEqual(
      report.editions.map(({ changes: figures }) => figures),
    )
  })

  test('does not quote what stands in its place now, which it does not name, while anything is withheld', () => {
    const quoting: Report = {
      ...tellingReport(),
      findings: [{ code: 'source-replaced', severity: 'warning', metrics: [], message: '张三' }],
    }
    expect(publicReport(quoting, withheldBy([]))).toBe(quoting)
    expect(JSON.stringify(publicReport(quoting, withheldOne(sha('e'))))).not.toContain('张三')
    expect(JSON.stringify(publicReport(quoting, withheldOne(sha('a'))))).not.toContain('张三')
  })
})
