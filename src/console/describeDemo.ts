import type { Coverage } from '../model/coverage.ts'
import { columns } from './columns.ts'
import { shellArgument } from './shellArgument.ts'

/** What a newcomer sees after `npm start`: what is in the archive, what was remarkable, what to try next. */
export function describeDemo({ sites }: Coverage, archive: string): string {
  const reports = sites.reduce((sum, site) => sum + site.reports, 0)
  const doubted = sites.flatMap(({ units }) =>
    units.flatMap(({ name, years }) =>
      Object.values(years).flatMap(({ id, findings }) => findings.map((finding) => [id, name, finding])),
    ),
  )
  const nianbao = archive === 'archive' ? 'npx nianbao' : `npx nianbao --archive ${shellArgument(archive)}`
  const shown = doubted.slice(0, 12)
  const lines = [
    '',
    `In the archive 档案库: ${reports} reports, the originals named by their SHA-256 (a replica archive: its pages come from`,
    'stand-ins on this machine, nothing in it is evidence).',
    '',
    'Remarkable 值得注意',
    ...(shown.length > 0 ? columns(shown) : ['  nothing']),
    ...(doubted.length > shown.length
      ? [`  … and ${doubted.length - shown.length} more: ${nianbao} export csv --out out`]
      : []),
    '',
    'Next 接下来',
    ...columns([
      [`${nianbao} status`, 'units and years, what waits, what was not read'],
      [`${nianbao} verify`, 'quiet when every byte is as it was archived'],
      [
        `(cd ${shellArgument(`${archive}/zhejiang-gongshu`)} && sha256sum -c originals.sha256)`,
        'the same without our software',
      ],
      [`${nianbao} export csv --out out`, 'every figure with the cell it came from'],
      ['npm start', 'again: finds nothing new, with one request a listing'],
    ]),
    '',
    'Open the explorer 打开浏览: every figure beside its cell, on a page',
    `  ${nianbao} serve    then http://127.0.0.1:8008/ in a browser`,
  ]
  return `${lines.join('\n')}\n`
}
