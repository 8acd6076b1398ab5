import type { AddressSeen, EditionSeen, Histories, History } from '../model/history.ts'
import { columns } from './columns.ts'
import { describeAbsence, describeDifference, describeEvent, minute } from './describeEvent.ts'

/** `nianbao history` for people: editions with their differences, addresses, and what happened. Times are UTC. */
export function describeHistory({ archive, histories, withheld }: Histories): string {
  const head =
    archive === 'replica' ? ['A replica archive 副本库: nothing in it is evidence. 并非证据', ''] : []
  const hidden = new Set(withheld.map(({ sha256 }) => sha256))
  const blocks = histories.map((history) =>
    [
      `${history.id}  ${history.title}  ${history.site}`,
      'Editions 版本 (UTC)',
      ...history.editions.flatMap((edition) => editionLines(edition, hidden)),
      'Addresses 来源',
      ...columns(history.addresses.map(addressRow)),
      'Events 沿革',
      ...history.events.map((event) => `  ${minute(event.time)}  ${eventLine(event)}`),
      '',
    ].join('\n'),
  )
  const reasons = withheld.map(
    ({ sha256, since, by, reason }) =>
      `withheld 不公开  ${sha256}  since ${minute(since)}  ${by}: ${reason}\n`,
  )
  return [...head, ...blocks, ...reasons].join('\n')
}

function editionLines(edition: EditionSeen, hidden: ReadonlySet<string>): readonly string[] {
  const { edition: number, seen_from, seen_to, looks, changes, text, sources } = edition
  return [
    `  ${number}  seen 见于 ${minute(seen_from)} – ${minute(seen_to)}  ${looks} looks 次`,
    ...(sources ?? []).map(
      ({ role, url, sha256, capture }) =>
        `     ${role}  ${url ?? ''}  capture ${capture ?? '?'}  sha256 ${sha256.slice(0, 12)}…${hidden.has(sha256) ? '  withheld 不公开' : ''}`,
    ),
    ...describeDifference(changes, text ?? []).map((line) => `     ${line}`),
  ]
}

function addressRow({ url, role, seen_from, seen_to, looks, missing }: AddressSeen): readonly string[] {
  const seen = seen_from === null ? 'never 从未' : `${minute(seen_from)} – ${minute(seen_to ?? seen_from)}`
  return [role, seen, `${looks}`, url, ...(missing === null ? [] : [describeAbsence(missing)])]
}

function eventLine(event: History['events'][number]): string {
  const { name, lines } = describeEvent(event)
  // The differences stand with the editions.
  return event.kind === 'replaced' ? name : [name, ...lines].join('  ')
}
