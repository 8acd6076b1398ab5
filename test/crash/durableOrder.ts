import { dirname, join } from 'node:path'
import { pathsOf, type SystemCall } from './systemCalls.ts'

/** What one process leaves to the next: what is not durable of it after a kill, and the originals that have their name. */
export interface Left {
  readonly bytes: ReadonlySet<string>
  readonly names: ReadonlySet<string>
  readonly originals: ReadonlySet<string>
}

const nothing: Left = { bytes: new Set(), names: new Set(), originals: new Set() }

/** Paths whose bytes, and folders whose names, are not durable yet. */
interface State {
  readonly archive: string
  readonly bytes: Set<string>
  readonly names: Set<string>
  /** SHA-256 of the originals that have their name, and numbers of the ledger lines that were written. */
  readonly originals: Set<string>
  readonly lines: Set<string>
  readonly faults: string[]
}

/** Files of which nothing durable is promised: temporary ones, and the lock with its holder's name. */
const passing = /\/\.tmp(?:\/|$)|\/\.lock/u
const listed = /\/(?:index\.json|originals\.sha256|runs\/[^/]+\.json|checkpoints\/[^/]+\.(?:txt|sig))$/u

/**
 * What a log of system calls says against the promise “durable before acknowledged”: one line for each fault. A call counts as
 * done where it ended, and what rests on it where it begins. `before`: what an earlier life left that was killed.
 */
export function durableOrder(
  calls: readonly SystemCall[],
  archive: string,
  before: Left = nothing,
): { readonly faults: readonly string[]; readonly left: Left } {
  const state: State = {
    archive,
    bytes: new Set(before.bytes),
    names: new Set(before.names),
    originals: new Set(before.originals),
    lines: new Set(),
    faults: [],
  }
  const steps = calls.flatMap((call) =>
    /^f(?:data)?sync$/u.test(call.name)
      ? [
          {
            at: call.ended,
            take: () => {
              synced(state, call)
            },
          },
        ]
      : [
          {
            at: call.begun,
            take: () => {
              changed(state, call)
            },
          },
        ],
  )
  for (const { take } of steps.sort((a, b) => a.at - b.at)) take()
  return { faults: state.faults, left: state }
}

function synced({ bytes, names }: State, call: SystemCall): void {
  if (call.result !== '0') return
  for (const path of pathsOf(call)) {
    bytes.delete(path)
    for (const name of names) if (dirname(name) === path) names.delete(name)
  }
}

function changed(state: State, call: SystemCall): void {
  const [path = '', target = ''] = pathsOf(call)
  if (call.name === 'write' && call.args.startsWith('1<')) told(state, call)
  // A call that a kill met at its beginning did nothing.
  if (!path.startsWith(state.archive) || /^(?:-1|\?)/u.test(call.result)) return
  if (call.name === 'pwrite64') {
    if (path.endsWith('/captures.jsonl')) expectOriginals(state, call, path)
    else if (path.endsWith('/index.tail.jsonl')) expectLines(state, path)
    else if (!passing.test(path))
      state.faults.push(`${path} was written in place, where a reader sees half of it`)
    state.bytes.add(path)
  } else if (call.name === 'mkdir') state.names.add(path)
  else if (call.name === 'openat' && call.args.includes('O_CREAT') && !call.args.includes('O_EXCL'))
    state.names.add(path)
  else if (call.name === 'rename') renamed(state, path, target)
}

function renamed(state: State, from: string, to: string): void {
  if (state.bytes.delete(from)) {
    state.faults.push(`${to} got its name before its bytes were durable`)
    state.bytes.add(to)
  }
  state.names.delete(from)
  state.names.add(to)
  const sha256 = hashOf(to)
  if (sha256 !== null) state.originals.add(sha256)
  if (listed.test(to)) expectLines(state, to)
}

/** What lists lines comes after them; the index, also where it grows at its end (sealed lines, 0032), after the reports that it calls derived. */
function expectLines(state: State, list: string): void {
  for (const path of state.bytes)
    if (path.endsWith('/captures.jsonl'))
      state.faults.push(`${list} speaks of lines of ${path} that are not durable`)
  if (/\/index\.(?:json|tail\.jsonl)$/u.test(list)) expectReports(state, dirname(list))
}

/** A line is written after what it speaks of, whole and under its name. */
function expectOriginals(state: State, call: SystemCall, ledger: string): void {
  for (const [, seq = ''] of call.args.matchAll(/\\"seq\\":(\d+)/gu)) state.lines.add(seq)
  for (const [, sha256 = ''] of call.args.matchAll(/\\"sha256\\":\\"([0-9a-f]{64})/gu)) {
    const pending = [...state.names, ...state.bytes].filter(
      (path) => path.includes(`/originals/`) && path.includes(sha256),
    )
    const shard = join(dirname(ledger), 'originals', sha256.slice(0, 2))
    const isThere = state.originals.has(sha256) && pending.length === 0 && !isPending(state, shard)
    if (!isThere) state.faults.push(`a line was written before its original ${sha256} was durable`)
  }
}

function expectReports(state: State, site: string): void {
  const pending = [...state.names, ...state.bytes].filter((path) => path.startsWith(`${site}/reports`))
  for (const path of pending) state.faults.push(`index.json speaks of ${path}, which is not durable`)
}

/** What is told on stdout: `ack seq sha256 extension`, `run file`, `checkpoint file`, `finished`. */
function told(state: State, { args }: SystemCall): void {
  const words = /"(.*)\\n"/u.exec(args)?.[1] ?? ''
  const [kind = '', first = '', sha256 = '', extension = ''] = words.split(' ')
  const site = join(state.archive, 'gongshu')
  const expected: string[] = []
  if (kind === 'ack')
    expected.push(
      join(site, 'captures.jsonl'),
      join(site, 'originals', sha256.slice(0, 2), `${sha256}.${extension}`),
    )
  else if (kind === 'run') expected.push(join(state.archive, first))
  else if (kind === 'checkpoint')
    expected.push(join(state.archive, first), join(state.archive, first.replace('.txt', '.sig')))
  else if (kind === 'finished')
    expected.push(...[...state.names, ...state.bytes].filter((path) => !passing.test(path)))
  if (kind === 'ack' && !state.lines.has(first))
    state.faults.push(`“${words}” was said before its line was written`)
  for (const path of expected)
    if (state.bytes.has(path) || isPending(state, path))
      state.faults.push(`“${words}” was said before ${path} was durable`)
}

const hashOf = (path: string): string | null => /\/originals\/..\/([0-9a-f]{64})\./u.exec(path)?.[1] ?? null

/** Whether the name of a path, or of a folder above it up to the archive's own, is not durable. */
function isPending({ archive, names }: State, path: string): boolean {
  for (let at = path; at.length >= archive.length; at = dirname(at)) if (names.has(at)) return true
  return false
}
