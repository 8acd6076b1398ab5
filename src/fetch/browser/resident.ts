import { readFile, readdir } from 'node:fs/promises'

/** A process and the memory that it alone makes the machine hold, in bytes. */
export interface Resident {
  readonly pid: number
  readonly command: string
  readonly bytes: number
}

/**
 * The processes that `mark` in their command line tells among our children, and all that they started, as Linux knows them
 * (proc(5)). Empty elsewhere. Pages of files that processes share are not counted, nor twice: RssAnon, RssShmem, VmSwap.
 */
export async function residents(mark: string): Promise<readonly Resident[]> {
  const children = await childrenOf(process.pid)
  const commands = await Promise.all(children.map(commandOf))
  const own = children.filter((_, index) => commands[index]?.includes(mark) === true)
  return (await Promise.all(own.map(treeOf))).flat()
}

async function treeOf(pid: number): Promise<readonly Resident[]> {
  const [children, command, status] = await Promise.all([
    childrenOf(pid),
    commandOf(pid),
    read(`/proc/${pid}/status`),
  ])
  const kilobytes = status.matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB$/gmu)
  const bytes = [...kilobytes].reduce((sum, [, count]) => sum + 1024 * Number(count), 0)
  return [{ pid, command, bytes }, ...(await Promise.all(children.map(treeOf))).flat()]
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(threads.map((thread) => read(`/proc/${pid}/task/${thread}/children`)))
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

const commandOf = async (pid: number): Promise<string> =>
  (await read(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ')

/** Empty for a process that has ended meanwhile, and where there is no /proc. */
const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
