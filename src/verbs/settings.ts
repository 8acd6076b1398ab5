import { fileURLToPath } from 'node:url'
import { Option, type Command } from 'commander'
import { clockFrom, type Clock } from '../clock.ts'
import { loadReplicas } from '../config/loadReplicas.ts'

interface Globals {
  readonly archive: string
  readonly sites: string
  readonly config: string
  readonly now?: string
  readonly replicas?: string
  readonly key?: string
}

/** What the global options say, read. */
export type Settings = Omit<Globals, 'now' | 'replicas'> & {
  readonly clock: Clock
  readonly replicas: ReadonlyMap<string, string>
}

/** Reads the global options (DESIGN §6). Throws a NianbaoError `usage` for a clock or a file of replicas that is none. */
export async function settings(program: Command): Promise<Settings> {
  const { now, replicas, ...folders } = program.opts<Globals>()
  return { ...folders, clock: clockFrom(now ?? null), replicas: await loadReplicas(replicas ?? null) }
}

/** What a command that is printed for a person must say to mean the same archive and sites by the same rules; empty where that is so anyway. */
export function givenOptions(program: Command): readonly string[] {
  const given = program.opts<Globals>()
  return (['archive', 'sites', 'config'] as const).flatMap((name) =>
    program.getOptionValueSource(name) === 'default' ? [] : [`--${name}`, given[name]],
  )
}

/** A folder of this checkout unless another is given, so that the program works from anywhere. */
export function folderOption(flags: string, description: string, folder: string): Option {
  const place = fileURLToPath(new URL(`../../${folder}`, import.meta.url))
  return new Option(flags, description).default(place, `${folder} of this checkout`)
}
