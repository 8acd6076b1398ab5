/** One system call of a watched process, as `strace -f -y` tells it. */
export interface SystemCall {
  /** Number of the thread. */
  readonly thread: string
  readonly name: string
  /** Its arguments as printed: file descriptors with their paths, texts escaped. */
  readonly args: string
  /** `0`, `13`, `-1 EIO (…)`; `?` where the process ended in it. */
  readonly result: string
  readonly injected: boolean
  /** The lines of the log where it began and ended: what began later may not rest on what had not ended. */
  readonly begun: number
  readonly ended: number
}

const whole = /^(?<pid>\d+) +(?<name>\w+)\((?<args>.*)\) += (?<result>.*)$/u
const opened = /^(?<pid>\d+) +(?<name>\w+)\((?<args>.*?) ?<unfinished \.\.\.>$/u
const closed = /^(?<pid>\d+) +<\.\.\. (?<name>\w+) resumed>(?<args>.*)\) += (?<result>.*)$/u
const injection = ' (INJECTED)'

/** Reads a log; a call that another thread interrupted is put together again. */
export function systemCalls(log: string): readonly SystemCall[] {
  const open = new Map<string, { readonly name: string; readonly args: string; readonly begun: number }>()
  return log.split('\n').flatMap((line, at): SystemCall[] => {
    const start = opened.exec(line)?.groups
    if (start !== undefined) {
      open.set(part(start, 'pid'), { name: part(start, 'name'), args: part(start, 'args'), begun: at })
      return []
    }
    const end = (closed.exec(line) ?? whole.exec(line))?.groups
    if (end === undefined) return []
    const before = line.includes(' resumed>') ? open.get(part(end, 'pid')) : undefined
    const result = part(end, 'result')
    return [
      {
        thread: part(end, 'pid'),
        name: part(end, 'name'),
        args: `${before?.args ?? ''}${part(end, 'args')}`,
        result: result.replace(injection, ''),
        injected: result.includes(injection),
        begun: before?.begun ?? at,
        ended: at,
      },
    ]
  })
}

/** The paths that a call names: of its file descriptor, or its quoted arguments; texts that are written are none. */
export function pathsOf({ name, args }: SystemCall): readonly string[] {
  if (/^(pwrite64|write|fsync|fdatasync|ftruncate)$/u.test(name)) {
    const path = /^\d+<([^>]*)>/u.exec(args)?.[1]
    return path === undefined ? [] : [path]
  }
  return [...args.matchAll(/"([^"]*)"/gu)].map(([, path]) => path ?? '')
}

const part = (groups: Record<string, string>, name: string): string => groups[name] ?? ''
