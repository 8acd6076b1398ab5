import { articlePage } from './article.ts'
import type { Handler } from './foreignServer.ts'
import { slice, type Row } from './holdings.ts'
import type { PagedLies } from './jpaas.ts'

export const ucapSource = `family: 'ucap', site: 'gsq', channel: 'c102384r'`
const channelId = '0123456789abcdef0123456789abcdef'

/** Every third address is the same article under the channel's bare code, and protocol-relative. */
const article = ({ number }: Row): string => `/gsq/c102384r/202401/c01_${number}.shtml`

/** UCAP by platforms.md §2.2: total as text, addresses in three shapes, titles with search marks. */
export function ucap(
  rows: readonly Row[],
  { total = rows.length, most = 10, repeats = false }: PagedLies = {},
): Handler {
  const pages = new Map(rows.map((row) => [article(row), articlePage(row, 'zoomcon')]))
  return (url) => {
    if (url.pathname === '/common/getChannelList')
      return json({
        results: {
          channelId: 'f'.repeat(32),
          channelName: '政务公开',
          channelCode: 'c100000',
          children: [
            {
              channelId,
              displayName: '政府信息公开年报',
              channelName: null,
              channelCode: 'c102384r',
              children: null,
            },
          ],
        },
      })
    if (url.pathname === `/common/search/${channelId}`) {
      const size = Math.min(most, Number(url.searchParams.get('_pageSize')))
      const page = Number(url.searchParams.get('page'))
      const last = Math.ceil(rows.length / size)
      const results = slice(rows, repeats && page > last ? 1 : page, size).map((row, index) => ({
        manuscriptId: row.number,
        title: row.shown.replace('信息公开', '<em>信息公开</em>'),
        url: index % 3 === 0 ? `//${url.host}${article(row)}` : article(row),
        publishedTimeStr: `${row.date} 09:12:33`,
        memo: null,
      }))
      return json({ data: { total: String(total), page, rows: size, results } })
    }
    return pages.get(url.pathname) ?? null
  }
}

const json = (value: unknown) => ({
  headers: { 'content-type': 'application/json;charset=UTF-8' },
  body: JSON.stringify(value),
})
