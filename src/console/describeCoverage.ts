import type { Coverage, SiteCoverage } from '../model/coverage.ts'
import { columns } from './columns.ts'

/** `nianbao status` for people: unit × year for every site, then what waits, what was not read, what is unverified. */
export function describeCoverage({ archive, sites, runs }: Coverage): string {
  const head =
    archive === 'replica'
      ? ['This is a replica archive 副本库: its pages come from stand-ins, nothing in it is evidence.', '']
      : []
  const [last] = runs
  const foot = last ? [`Last run 上次运行: ${last.command}, ${last.finished}`] : ['No run yet 尚未运行']
  return `${[...head, ...sites.flatMap(siteLines), ...foot].join('\n')}\n`
}

function siteLines(coverage: SiteCoverage): readonly string[] {
  const { site, name, reports, units, replaced, unread, waiting, alarms, unverified } = coverage
  return [
    `${site}  ${name ?? '(no site file)'}  ${reports} reports of ${units.length} units`,
    ...unitLines(coverage),
    ...section(
      'Alarms 警报',
      alarms.map(({ code, message }) => [code, message]),
    ),
    ...section(
      'Waiting 待取',
      waiting.map(({ code, url, message }) => [code, url, message]),
    ),
    ...section(
      'No longer at the source 原页已撤换',
      replaced.map(({ code, message }) => [code, message]),
    ),
    ...section(
      'Archived, not read 已存未读',
      unread.map(({ code, url, message }) => [code, url, message]),
    ),
    ...section('Not seen live yet 未经核实', Object.entries(unverified)),
    '',
  ]
}

/** ● all figures in order, ○ with figures in doubt, · nothing archived (which says nothing about who published). */
function unitLines({ units }: SiteCoverage): readonly string[] {
  const years = [...new Set(units.flatMap((unit) => Object.keys(unit.years)))].sort()
  if (years.length === 0) return []
  const mark = (year: { readonly inDoubt: number } | undefined): string => {
    if (!year) return '·'
    return year.inDoubt > 0 ? `○${year.inDoubt}` : '●'
  }
  return columns([
    ['unit 单位', 'code', ...years],
    ...units.map((unit) => [unit.name, unit.code, ...years.map((year) => mark(unit.years[year]))]),
  ])
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length > 0 ? [`  ${title}`, ...columns(rows, '    ')] : []
}
