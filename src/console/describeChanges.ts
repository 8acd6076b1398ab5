import type { Change, Changes } from '../model/history.ts'
import { describeEvent, minute } from './describeEvent.ts'

/** `nianbao changes` for people: event by event, the oldest first. Times are UTC. */
export function describeChanges({ archive, since, changes }: Changes): string {
  const head =
    archive === 'replica' ? ['A replica archive 副本库: nothing in it is evidence. 并非证据', ''] : []
  const body =
    changes.length === 0
      ? [`No change is known since ${minute(since)} (UTC) 此后未见变更`]
      : changes.flatMap(changeLines)
  return `${[...head, ...body].join('\n')}\n`
}

function changeLines(change: Change): readonly string[] {
  const { name, lines } = describeEvent(change)
  return [
    `${minute(change.time)}  ${name}  ${change.id}  ${change.unit}  ${change.site}`,
    ...lines.map((line) => `    ${line}`),
  ]
}
