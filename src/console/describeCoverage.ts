import type { Coverage, SiteCoverage } from '../model/coverage.ts'
import type { PublicationState } from '../model/publication.ts'
import { columns } from './columns.ts'
import { withheldRows } from './describeWithheld.ts'

/** `nianbao status` for people: unit × year for every site, then what waits, what was not read, what is unverified. */
export function describeCoverage({ archive, sites, withheld, undelivered, runs }: Coverage): string {
  const head =
    archive === 'replica'
      ? ['This is a replica archive 副本库: its pages come from stand-ins, nothing in it is evidence.', '']
      : []
  const [last] = runs
  const kept = section('Withheld from every export 不公开的原件', withheldRows(withheld))
  const waits = section(
    'Undelivered news 未送达的通知',
    undelivered.map(({ receiver, messages, news, since, why }) => [
      receiver,
      since === null ? '' : `${messages} messages with ${news} news since ${since}`,
      `${why ?? 'not tried'}; the next run sends them again`,
    ]),
  )
  const foot = last ? [`Last run 上次运行: ${last.command}, ${last.finished}`] : ['No run yet 尚未运行']
  return `${[...head, legend, '', ...sites.flatMap(siteLines), ...kept, ...waits, ...foot].join('\n')}\n`
}

function siteLines(coverage: SiteCoverage): readonly string[] {
  const { site, name, reports, units, unread, waiting, alarms, unverified } = coverage
  return [
    `${site}  ${name ?? '(no site file)'}  ${reports} reports of ${units.length} units`,
    ...unitLines(coverage),
    ...section('Late or missing 逾期或未见公布', missingRows(coverage)),
    ...section('Contradictions between years 跨年不符 (in words: nianbao export csv)', acrossRows(coverage)),
    ...section(
      'Alarms 警报',
      alarms.map(({ code, message }) => [code, message]),
    ),
    ...section(
      'Waiting 待取',
      waiting.map(({ code, url, message }) => [code, url, message]),
    ),
    ...section(
      'Archived, not read 已存未读',
      unread.map(({ code, url, message }) => [code, url, message]),
    ),
    ...section('Replaced at its address 原页面被替换', replacedRows(coverage)),
    ...section('Not seen live yet 未经核实', Object.entries(unverified)),
    '',
  ]
}

const marks: Readonly<Record<PublicationState, string>> = {
  published: '●',
  late: '◐',
  missing: '✗',
  unreadable: '!',
  'not-known': '?',
}

/** One row for each unit; see `legend`. A unit that is not expected in a year and published nothing has a dot. */
function unitLines({ units, publications }: SiteCoverage): readonly string[] {
  const states = new Map(publications.map((cell) => [`${cell.unit} ${cell.year}`, cell]))
  const names = new Map([
    ...publications.map(({ unit, name }) => [unit, name] as const),
    ...units.map(({ code, name }) => [code, name] as const),
  ])
  const filed = new Map(units.map((unit) => [unit.code, unit.years]))
  const printed = [
    ...publications.map(({ year }) => String(year)),
    ...units.flatMap(({ years }) => Object.keys(years)),
  ]
  const years = [...new Set(printed)].sort()
  if (years.length === 0) return []
  const mark = (unit: string, year: string): string => {
    const doubted = filed.get(unit)?.[year]?.inDoubt ?? 0
    const state = states.get(`${unit} ${year}`)?.state ?? (filed.get(unit)?.[year] ? 'published' : null)
    const sign = state === null ? '·' : marks[state]
    return doubted > 0 ? `${state === 'late' ? sign : '○'}${doubted}` : sign
  }
  const codes = [...names.keys()].sort()
  return columns([
    ['unit 单位', 'code', ...years],
    ...codes.map((code) => [names.get(code) ?? code, code, ...years.map((year) => mark(code, year))]),
  ])
}

const legend =
  '● published 已公布  ○n with n figures in doubt 存疑  ◐ late 逾期公布  ✗ missing 未见公布  ! archived, not readable 不可读  ? not known 不能断言'

/** Every accusation with the day on which we looked. */
const missingRows = ({ publications }: SiteCoverage): readonly (readonly string[])[] =>
  publications
    .filter(({ state }) => state === 'missing' || state === 'late')
    .map(({ unit, name, year, state, due, reason }) => [
      `${unit}/${year}`,
      name,
      state,
      `${reason} (due ${due ?? 'not configured'})`,
    ])

const acrossRows = ({ acrossYears }: SiteCoverage): readonly (readonly string[])[] =>
  acrossYears.map(({ code, severity, findings }) => [code, severity, String(findings)])

const replacedRows = ({ units }: SiteCoverage): readonly (readonly string[])[] =>
  units
    .flatMap(({ years }) => Object.values(years))
    .flatMap(({ id, findings }) =>
      findings.filter((finding) => finding.startsWith('source-replaced')).map((finding) => [id, finding]),
    )

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length > 0 ? [`  ${title}`, ...columns(rows, '    ')] : []
}
