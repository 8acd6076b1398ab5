import type { Absence, HistoryEvent, Missing } from '../model/history.ts'
import type { TextChange } from '../model/report.ts'

const ways: Readonly<Record<Missing, string>> = {
  'not-found': 'not found 页面不存在 (404, 410)',
  'redirected-home': 'redirected to the front page 跳转首页',
  'soft-404': 'an error page 错误页面',
  'other-content': 'other content 内容已非年报',
  unlisted: 'off its list 已从列表移除',
  login: 'asks for a login 需登录',
  refused: 'refuses us (403) 拒绝访问',
}

/** `2023-02-10 03:00`, UTC. */
export const minute = (time: string): string => time.slice(0, 16).replace('T', ' ')

/** An event in words: its name, and the lines that belong to it. */
export function describeEvent(event: HistoryEvent): {
  readonly name: string
  readonly lines: readonly string[]
} {
  switch (event.kind) {
    case 'found':
      return { name: 'found 首次收录', lines: placeOf(event.url) }
    case 'replaced':
      return {
        name: `replaced 内容变更, edition ${event.edition}`,
        lines: [...placeOf(event.url), ...describeDifference(event.changes, event.text)],
      }
    case 'moved':
      return {
        name: 'moved 地址变更',
        lines: [`from ${event.from}`, `to   ${event.to}`, describeAbsence(event)],
      }
    case 'locked':
      return {
        name: 'not readable any more 不再公开可读',
        lines: [...placeOf(event.url), describeAbsence(event)],
      }
    case 'disappeared':
      return { name: 'disappeared 消失', lines: [...placeOf(event.url), describeAbsence(event)] }
    case 'returned':
      return {
        name: 'returned 恢复',
        lines: [...placeOf(event.url), `missed since 首次未见 ${minute(event.first_missed)}`],
      }
  }
}

export const describeAbsence = ({ last_seen, first_missed, how }: Absence): string =>
  `last seen 最后见于 ${minute(last_seen)}, first missed 首次未见 ${minute(first_missed)}: ${ways[how]}`

/** Figure by figure, then paragraph by paragraph with what stays the same around the difference left out. */
export function describeDifference(
  changes: Extract<HistoryEvent, { kind: 'replaced' }>['changes'],
  text: readonly TextChange[],
): readonly string[] {
  return [
    ...changes.map(
      (change) =>
        `${change.metric}: ${figure('before' in change, change.before)} → ${figure('after' in change, change.after)}`,
    ),
    ...text.flatMap(({ section, before, after }) => {
      const [old, now] = shortened(before ?? '', after ?? '')
      return [
        ...(before === undefined ? [] : [`${section} - ${old}`]),
        ...(after === undefined ? [] : [`${section} + ${now}`]),
      ]
    }),
  ]
}

function figure(isThere: boolean, value: number | null | undefined): string {
  if (!isThere || value === undefined) return 'no cell 无此项'
  return value === null ? 'blank 空白' : String(value)
}

/** Characters around a difference that are shown. */
const around = 15

function shortened(before: string, after: string): readonly [string, string] {
  const [a, b] = [before, after].map((text) => Array.from(text.replace(/\p{Cc}+/gu, ' ')))
  if (!a || !b) return [before, after]
  let from = 0
  while (from < a.length && from < b.length && a[from] === b[from]) from += 1
  let tail = 0
  while (tail < Math.min(a.length, b.length) - from && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1
  const cut = (text: readonly string[]): string => {
    const [start, end] = [Math.max(0, from - around), Math.min(text.length, text.length - tail + around)]
    return `${start > 0 ? '…' : ''}${text.slice(start, end).join('')}${end < text.length ? '…' : ''}`
  }
  return [cut(a), cut(b)]
}

const placeOf = (url: string | null): readonly string[] => (url === null ? [] : [url])
