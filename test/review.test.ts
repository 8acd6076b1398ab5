import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keptIn } from './reportLine.ts'
import { z } from 'zod'
import { newestCheckpoint } from '../src/archive/checkpointFiles.ts'
import { openSigner } from '../src/archive/openSigner.ts'
import type { SiteArchive } from '../src/archive/siteArchive.ts'
import { verifyArchive } from '../src/archive/verifyArchive.ts'
import type { Report } from '../src/model/report.ts'
import { exchangeOf, factsOf } from './archive-exchange.ts'
import { filesIn, flip } from './archive-finished.ts'
import { testFolder } from './archive-folder.ts'
import { openTestArchive } from './archive-open.ts'
import { reportOf } from './archive-report.ts'
import { lastLine, nianbao } from './running/nianbao.ts'

const host = 'http://www.example.gov.cn'
const id = '330105001/2022'
const person = 'applications.new.natural_person'
const total = 'applications.new.total'
const notice = '2021年政府信息公开工作年度报告'
const parts = ['natural_person', 'business', 'research', 'public_interest', 'legal_service', 'other_org']
/** 60 is a misreading of 63: the printed total is 63. */
const misread = {
  ...Object.fromEntries(parts.map((part) => [`applications.new.${part}`, 0])),
  [person]: 60,
  [total]: 63,
}

interface Made {
  readonly figures?: Report['figures']
  readonly digest?: string
  readonly findings?: Report['findings']
}
const mismatch: Report['findings'][number] = {
  ...{ code: 'sum-mismatch', severity: 'warning', metrics: [total], message: 'printed 60 = 63' },
}

/** Looks at the page, and makes of all its contents a report whose newest edition is of the last one. */
async function look(site: SiteArchive, text: string, made: Made = {}): Promise<void> {
  await site.admit(exchangeOf(`${host}/2022`, text), factsOf('page'))
  const [key = ''] = site.bundleKeys()
  const report = reportOf(await site.bundle(key), '330105001', 2022)
  const [newest] = report.sources.slice(-1)
  if (newest === undefined) throw new Error('no source')
  const cell = (raw: string, column: number) => ({
    ...{ raw, source: `sha256:${newest.sha256}`, table: 2, row: 4, column },
  })
  await site.writeReport({
    ...report,
    title: '米市巷街道2022年政府信息公开工作年度报告',
    forms: { applications: '2021' },
    figures: made.figures ?? misread,
    cells: { [total]: cell('63', 9), [person]: cell('６０', 3) },
    findings: made.findings ?? [mismatch],
    editions: [
      {
        first_seen: newest.captured ?? '',
        digest: made.digest ?? 'a'.repeat(64),
        changes: [],
        sources: [newest],
      },
    ],
  })
  site.recordDerived(key, { ids: [id], left: [] })
}

async function archiveWith(made: Made = {}, sign = false): Promise<string> {
  const folder = join(testFolder(), 'archive')
  const archive = await openTestArchive(folder, { kind: 'live' })
  await look(await archive.site('gongshu'), '<html>first', made)
  await archive.finish()
  if (sign) await archive.checkpoint(await openSigner(folder))
  await archive.close()
  return folder
}
async function lookAgain(folder: string, text: string, made: Made): Promise<void> {
  const archive = await openTestArchive(folder, { kind: 'live' })
  await look(await archive.site('gongshu'), text, made)
  await archive.finish()
  await archive.close()
}

const review = async (archive: string, ...args: string[]) => {
  const { code, stdout, stderr } = await nianbao(
    'review',
    ...args,
    '--archive',
    archive,
    '--now',
    '2027-03-04',
  )
  return { code, stdout, failure: lastLine(stderr).split(': ')[1], said: lastLine(stderr) }
}
const why = ['--by', '李编辑', '--reason', 'the scan shows 63']
const done = async (archive: string, ...args: string[]) => {
  const { code, said, stdout } = await review(archive, ...args, ...why)
  expect([code, said]).toEqual([0, ''])
  return stdout
}
const Items = z.object({
  open: z.number(),
  decided: z.number(),
  items: z.array(
    z.object({
      ...{
        rank: z.string(),
        subject: z.string(),
        cause: z.string(),
        metrics: z.array(z.string()),
        state: z.string(),
      },
      decision: z.object({ by: z.string(), action: z.string(), outdated: z.boolean() }).nullable(),
    }),
  ),
})
const listed = async (archive: string, ...args: string[]) =>
  Items.parse(JSON.parse((await review(archive, '--json', ...args)).stdout))
const causes = async (archive: string, ...args: string[]) =>
  (await listed(archive, ...args)).items.map(({ rank, subject, cause }) => `${rank} ${cause} ${subject}`)
const problemsIn = async (archive: string) =>
  (await Array.fromAsync(verifyArchive(archive))).map(
    ({ severity, code, file }) => `${severity} ${code} ${file}`,
  )
const exported = async (archive: string, format: string) => {
  const out = join(testFolder(), 'out')
  const { code, stderr } = await nianbao('export', format, '--out', out, '--archive', archive)
  expect([code, stderr]).toEqual([0, ''])
  return out
}
const reportIn = async (archive: string): Promise<Report> =>
  keptIn(readFileSync(join(await exported(archive, 'jsonl'), 'reports.jsonl'), 'utf8'))
const rowsOf = (out: string, name: string): readonly Record<string, string>[] => {
  const [head = '', ...rows] = readFileSync(join(out, `${name}.csv`), 'utf8')
    .slice(1)
    .trimEnd()
    .split('\r\n')
  const names = head.split(',')
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, at) => [names[at] ?? '', cell])))
}

describe('nianbao review lists', () => {
  test('the worst first, one line a report and cause, and leaves notes to --all', async () => {
    const finding = (
      code: Report['findings'][number]['code'],
      severity: 'info' | 'warning' | 'error',
      ...metrics: string[]
    ) => ({
      ...{ code, severity, metrics, message: code },
    })
    const archive = await archiveWith({
      findings: [
        ...[finding('note-in-cell', 'info', person), mismatch, finding('unknown-label', 'warning')],
        ...[finding('unreadable-cell', 'warning', person), finding('unreadable-cell', 'warning', total)],
        ...[finding('year-differs', 'warning'), finding('two-years', 'error')],
        finding('statement-differs', 'warning', person),
      ],
    })
    expect(await causes(archive)).toEqual(
      [
        'error two-years',
        'identity year-differs',
        'reading unreadable-cell',
        'contradiction statement-differs',
        'contradiction sum-mismatch',
        'remark unknown-label',
      ].map((line) => `${line} ${id}`),
    )
    const { items } = await listed(archive, '--limit', '3')
    expect(items.at(-1)?.metrics).toEqual([person, total])
    expect(await causes(archive, '--all')).toContain(`note note-in-cell ${id}`)
    const { stdout } = await review(archive, 'gongshu')
    expect(stdout).toContain(`nianbao review show ${id} --site gongshu`)
    expect(stdout).toMatch(/6 to look at/u)
  })

  test('originals that gave no report, and what is none only where the list called it one', async () => {
    const folder = join(testFolder(), 'archive')
    const archive = await openTestArchive(folder, { kind: 'live' })
    const site = await archive.site('gongshu')
    const left = [
      ['locked', 'unreadable-file', '附件'],
      ['notice', 'not-a-report', notice],
      ['around', 'not-a-report', '首页'],
    ] as const
    for (const [path, code, title] of left) {
      await site.admit(exchangeOf(`${host}/${path}`, path), factsOf('page', { title }))
      const key = site.bundleKeys().at(-1) ?? ''
      await site.bundle(key)
      site.recordDerived(key, { ids: [], left: [{ url: `${host}/${path}`, code, message: 'why' }] })
    }
    await archive.finish()
    await archive.close()
    expect(await causes(folder)).toEqual([
      `unread unreadable-file ${host}/locked`,
      `listed not-a-report ${host}/notice`,
    ])
    const { stdout } = await review(folder, 'show', `${host}/locked`)
    expect(stdout).toContain(join(folder, 'gongshu/originals'))
    await done(folder, 'accept', `${host}/locked`, 'unreadable-file')
    expect(await causes(folder)).toEqual([`listed not-a-report ${host}/notice`])
  })
})

describe('nianbao review show', () => {
  test('names original, place, raw text, the row around it and the sums that fail', async () => {
    const archive = await archiveWith()
    const { stdout } = await review(archive, 'show', id, total)
    expect(stdout).toMatch(/originals\/[0-9a-f]{2}\/[0-9a-f]{64}\.\w+/u)
    const path = /\S+\/originals\/\S+/u.exec(stdout)?.[0] ?? ''
    expect(readFileSync(path, 'utf8')).toBe('<html>first')
    expect(stdout).toContain(`${host}/2022`)
    expect(stdout).toContain('table 2 row 4 column 9 “63”')
    expect(stdout.slice(stdout.indexOf('The row'))).toMatch(new RegExp(`${person}.*“６０”[^]*${total}`, 'u'))
    expect(stdout.slice(stdout.indexOf('Sums'))).toContain('60')
    const json = await review(archive, 'show', id, '--json')
    expect(JSON.parse(json.stdout)).toMatchObject({ subject: id, figures: [{ metric: total, value: 63 }] })
    const whole = await review(archive, 'show', id, '--all', '--json')
    expect(JSON.parse(whole.stdout)).toMatchObject({ figures: { length: 7 }, sums: { length: 1 } })
    const kept = await review(archive, 'accept', id, 'sum-mismatch', '--json', ...why)
    expect(JSON.parse(kept.stdout)).toMatchObject({ decision: { seq: 1, action: 'accept' }, stillOpen: [] })
  })
})

describe('a correction', () => {
  test('stands beside what was extracted, in every table, and settles the sum', async () => {
    const archive = await archiveWith()
    const file = join(archive, 'gongshu/reports/2022/330105001.json')
    const before = readFileSync(file)
    expect(await done(archive, 'correct', id, person, '63')).toContain('read 60, is 63')
    expect(await causes(archive)).toEqual([])
    expect(readFileSync(file)).toEqual(before)

    const report = await reportIn(archive)
    expect(report.figures[person]).toBe(60)
    expect(report.corrections).toMatchObject([
      {
        number: 1,
        metric: person,
        read: 60,
        value: 63,
        by: '李编辑',
        reason: 'the scan shows 63',
        outdated: false,
      },
    ])
    const out = await exported(archive, 'csv')
    expect(rowsOf(out, 'figures').find(({ metric }) => metric === person)).toMatchObject({
      ...{
        value: '60',
        raw: '６０',
        corrected: '63',
        corrected_by: '李编辑',
        corrected_reason: 'the scan shows 63',
      },
    })
    expect(rowsOf(out, 'reports')[0]).toMatchObject({ [person]: '60', corrected: person })
    expect(rowsOf(out, 'decisions')).toMatchObject([
      { action: 'correct', read: '60', value: '63', outdated: 'false' },
    ])
    const bag = filesIn(await exported(archive, 'bagit')).filter((name) =>
      name.endsWith('data/decisions.jsonl'),
    )
    expect(bag).toHaveLength(1)
  })

  test('to the value that was read is kept as a confirmation, and told as one', async () => {
    const archive = await archiveWith()
    expect(await done(archive, 'correct', id, person, '60')).toContain(
      '60 is what was read: a confirmation 确认',
    )
    expect(await done(archive, 'correct', id, person, '63')).not.toContain('a confirmation')
  })

  test('that makes a sum fail is a new line, and a blank cell or one that nobody read can be corrected', async () => {
    const archive = await archiveWith({ figures: { ...misread, [person]: 63 }, findings: [] })
    expect(await causes(archive)).toEqual([])
    expect(await done(archive, 'correct', id, person, '61')).toContain('sum-mismatch')
    expect(await causes(archive)).toEqual([`contradiction sum-mismatch ${id}`])
    await done(archive, 'correct', id, 'applications.new.business', 'blank')
    await done(archive, 'correct', id, 'applications.carried_over.total', '1')
    const { corrections } = await reportIn(archive)
    expect(corrections?.map(({ value, read }) => [read, value])).toEqual([
      ...[
        [63, 61],
        [0, null],
        [undefined, 1],
      ],
    ])
    const rows = rowsOf(await exported(archive, 'csv'), 'figures')
    expect(
      rows.filter(({ corrected }) => corrected !== '').map(({ value, corrected }) => [value, corrected]),
    ).toEqual([
      ...[
        ['63', '61'],
        ['0', 'blank'],
        ['', '1'],
      ],
    ])
  })

  test('is never applied to another edition, and speaks again of the same content at other bytes', async () => {
    const archive = await archiveWith()
    await done(archive, 'correct', id, person, '63')
    await lookAgain(archive, '<html>first, counter 2', {})
    expect(await causes(archive)).toEqual([])

    await lookAgain(archive, '<html>second', { digest: 'b'.repeat(64) })
    expect(await causes(archive)).toEqual([
      `outdated outdated-correction ${id}`,
      `contradiction sum-mismatch ${id}`,
    ])
    const report = await reportIn(archive)
    expect(report.corrections?.map(({ outdated }) => outdated)).toEqual([true])
    const out = await exported(archive, 'csv')
    expect(rowsOf(out, 'figures').filter(({ corrected }) => corrected !== '')).toEqual([])
    expect(rowsOf(out, 'decisions')).toMatchObject([{ outdated: 'true' }])
    // Better rules read the same original otherwise: the person's word stands.
    await lookAgain(archive, '<html>first', { digest: 'c'.repeat(64) })
    expect((await reportIn(archive)).corrections?.map(({ outdated }) => outdated)).toEqual([false])
  })

  test('of a report that is archived under that id no more is listed, and can be taken back', async () => {
    const archive = await archiveWith()
    await done(archive, 'correct', id, person, '63')
    const opened = await openTestArchive(archive, { kind: 'live' })
    await (await opened.site('gongshu')).removeReport(id)
    await opened.finish()
    await opened.close()
    expect(await causes(archive)).toEqual([`outdated outdated-correction ${id}`])
    await done(archive, 'withdraw', id, '1')
    expect(await causes(archive)).toEqual([])
  })

  test('decided by two people: the later line speaks and both are kept; taken back, the earlier one speaks again', async () => {
    const archive = await archiveWith()
    await done(archive, 'correct', id, person, '62')
    const later = await review(
      archive,
      'correct',
      id,
      person,
      '63',
      '--by',
      '王',
      '--reason',
      'seen on paper',
    )
    expect(later.stdout).toContain(
      `takes the place 取代 of decision 1: correct ${person} = 62, 李编辑 on 2027-03-04`,
    )
    const shown = await review(archive, 'show', id)
    expect(shown.stdout).toMatch(
      /Earlier decisions 历史决定\n {2}1 correct \S+ = 62 {2}2027-03-04 李编辑: .*; 2 took its place/u,
    )
    const values = async () => (await reportIn(archive)).corrections?.map(({ value, by }) => [value, by])
    expect(await values()).toEqual([[63, '王']])
    expect(readFileSync(join(archive, 'decisions.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2)
    expect(await done(archive, 'withdraw', id, '2')).toContain(
      `stands again 恢复: decision 1: correct ${person} = 62, 李编辑 on 2027-03-04`,
    )
    expect(await values()).toEqual([[62, '李编辑']])
    expect(await done(archive, 'withdraw', id, '1')).toMatch(
      /takes back 撤回 decision 1: [^]*no decision stands on this figure any more/u,
    )
    expect(await values()).toBeUndefined()
    expect(await review(archive, 'withdraw', id, '2', ...why)).toMatchObject({ code: 2, failure: 'usage' })
  })
})

describe('a judgement', () => {
  test.each(['accept', 'dismiss'])(
    'to %s hides a cause, shows it with --all, and is in the exports',
    async (action) => {
      const archive = await archiveWith()
      await done(archive, action, id, 'sum-mismatch')
      const other = action === 'accept' ? 'dismiss' : 'accept'
      expect(await done(archive, other, id, 'sum-mismatch')).toContain(
        `of decision 1: ${action} sum-mismatch, 李编辑`,
      )
      expect(await done(archive, 'withdraw', id, '2')).toContain(`decision 1: ${action} sum-mismatch`)
      expect(await listed(archive)).toMatchObject({ open: 0, decided: 1, items: [] })
      expect((await listed(archive, '--all')).items).toMatchObject([
        { state: 'decided', decision: { action, by: '李编辑', outdated: false } },
      ])
      const { judgements, findings } = await reportIn(archive)
      expect(judgements).toMatchObject([{ action, code: 'sum-mismatch', metrics: [total] }])
      expect(findings).toEqual([mismatch])
    },
  )

  test('does not cover figures that a later rule finds, nor another edition', async () => {
    const archive = await archiveWith()
    await done(archive, 'accept', id, 'sum-mismatch')
    const wider = { ...mismatch, metrics: [person, total] }
    await lookAgain(archive, '<html>first', { findings: [wider] })
    expect(await causes(archive)).toEqual([`contradiction sum-mismatch ${id}`])
    await lookAgain(archive, '<html>second', { digest: 'b'.repeat(64) })
    expect((await listed(archive)).items).toMatchObject([{ state: 'open', decision: { outdated: true } }])
  })
})

describe('mistakes in the command', () => {
  const mistakes: readonly (readonly [string, readonly string[]])[] = [
    ['an unknown report', ['correct', '330105001/2020', person, '1', ...why]],
    ['what is no id', ['accept', '../../etc', 'sum-mismatch', ...why]],
    ['an unknown metric', ['correct', id, 'applications.nobody', '1', ...why]],
    ['a value that is no number', ['correct', id, person, '1,234', ...why]],
    ['a value in words', ['correct', id, person, '六十', ...why]],
    ['a count below nought', ['correct', id, person, '-5', ...why]],
    ['a figure of another form', ['correct', id, 'statistics.fees.charged.year', '1', ...why]],
    ['no reason', ['correct', id, person, '1', '--by', '李']],
    ['a reason of blanks', ['accept', id, 'sum-mismatch', '--reason', ' ']],
    ['a finding that is not there', ['accept', id, 'two-years', ...why]],
    ['a code that is none', ['dismiss', id, 'nonsense', ...why]],
    ['a decision that is not there', ['withdraw', id, '7', ...why]],
    ['another site', ['accept', id, 'sum-mismatch', '--site', 'yuhang', ...why]],
    ['a site that is not there', ['yuhang']],
    ['a metric to show that no form has', ['show', id, 'applications.nobody']],
  ]
  test('are told in one line, and nothing is kept', async () => {
    const archive = await archiveWith()
    for (const [what, args] of mistakes) {
      const { code, failure, said, stdout } = await review(archive, ...args)
      expect([what, code, failure, stdout]).toEqual([what, 2, 'usage', ''])
      expect(said.length, what).toBeLessThan(300)
    }
    expect(filesIn(archive)).not.toContain('decisions.jsonl')
  })

  test('of a report that two sites have are settled by --site', async () => {
    const archive = await archiveWith()
    const opened = await openTestArchive(archive, { kind: 'live' })
    await look(await opened.site('yuhang'), '<html>other')
    await opened.finish()
    await opened.close()
    expect(await review(archive, 'accept', id, 'sum-mismatch', ...why)).toMatchObject({
      code: 2,
      failure: 'usage',
    })
    await done(archive, 'accept', id, 'sum-mismatch', '--site', 'yuhang')
    expect(await listed(archive)).toMatchObject({ open: 1, items: [{ subject: id }] })
  })
})

describe('decisions.jsonl', () => {
  test('is signed, and every change of it is found; no table of figures is made of it meanwhile', async () => {
    const archive = await archiveWith({}, true)
    const clean = await problemsIn(archive)
    await done(archive, 'correct', id, person, '63')
    expect(await problemsIn(archive)).toEqual(
      [...clean, 'unfinished checkpoint-behind decisions.jsonl'].sort(),
    )
    expect((await nianbao('checkpoint', '--archive', archive)).code).toBe(0)
    expect(await problemsIn(archive)).toEqual(clean)
    expect((await newestCheckpoint(archive))?.text).toMatch(/\ndecisions 1 [0-9a-f]{64}\n/u)

    const path = join(archive, 'decisions.jsonl')
    const whole = readFileSync(path)
    for (let at = 0; at < whole.length; at += 41) {
      flip(path, at)
      expect((await problemsIn(archive)).join(), String(at)).toMatch(/damage decision/u)
      flip(path, at)
    }
    writeFileSync(path, '')
    expect(await problemsIn(archive)).toContain('damage decisions-differ decisions.jsonl')
    for (const verb of [['export', 'csv', '--out', join(testFolder(), 'out')], ['review'], ['checkpoint']])
      expect((await nianbao(...verb, '--archive', archive)).code, verb.join(' ')).toBe(5)
    const list = execFileSync('ls', ['-A', archive], { encoding: 'utf8' })
    expect(list).toContain('decisions.jsonl')
  }, 60_000)

  test('keeps its reasons to itself where an original of the report is withheld', async () => {
    const archive = await archiveWith()
    await done(archive, 'correct', id, person, '63')
    const [sha = ''] = (await reportIn(archive)).sources.map(({ sha256 }) => sha256)
    await nianbao('withhold', sha, '--reason', 'a name', '--archive', archive)
    const report = await reportIn(archive)
    expect(report.corrections).toMatchObject([{ value: 63, by: '李编辑', reason: '[withheld 不公开]' }])
  })
})
