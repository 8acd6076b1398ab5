import type { Command } from 'commander'

/** Adds a verb to the command line. */
type Add = (program: Command) => void

/** In the order of `nianbao --help`: a night's work, a look, what leaves the archive, the keeper's tools. */
const verbs: Readonly<Record<string, () => Promise<Add>>> = {
  crawl: async () => (await import('./crawlVerb.ts')).crawlVerb,
  backfill: async () => (await import('./backfillVerb.ts')).backfillVerb,
  extract: async () => (await import('./extractVerb.ts')).extractVerb,
  import: async () => (await import('./importVerb.ts')).importVerb,
  verify: async () => (await import('./verifyVerb.ts')).verifyVerb,
  status: async () => (await import('./statusVerb.ts')).statusVerb,
  history: async () => (await import('./historyVerb.ts')).historyVerb,
  changes: async () => (await import('./changesVerb.ts')).changesVerb,
  review: async () => (await import('./reviewVerb.ts')).reviewVerb,
  serve: async () => (await import('./serveVerb.ts')).serveVerb,
  publish: async () => (await import('./publishVerb.ts')).publishVerb,
  export: async () => (await import('./exportVerb.ts')).exportVerb,
  prove: async () => (await import('./proveVerb.ts')).proveVerb,
  withhold: async () => (await import('./withholdVerb.ts')).withholdVerb,
  checkpoint: async () => (await import('./checkpointVerb.ts')).checkpointVerb,
  repair: async () => (await import('./repairVerb.ts')).repairVerb,
  sites: async () => (await import('./sitesVerb.ts')).sitesVerb,
  demo: async () => (await import('./demoVerb.ts')).demoVerb,
}

/** A verb of the command line, or, where it cannot be meant, its name alone: for the advice on a word that is none. */
export interface Verb {
  readonly name: string
  readonly isLoaded: boolean
  readonly add: Add
}

/**
 * Every verb, loaded where the words of a command line may mean it: where its name stands among them, or, for help, where none does. One verb
 * starts in a third of the time of all (decision 0060).
 */
export function verbsNamed(words: readonly string[]): Promise<readonly Verb[]> {
  const named = words.some((word) => helpWords.has(word))
    ? []
    : words.filter((word) => Object.hasOwn(verbs, word))
  return Promise.all(
    Object.entries(verbs).map(async ([name, load]): Promise<Verb> => {
      const isLoaded = named.length === 0 || named.includes(name)
      return { name, isLoaded, add: isLoaded ? await load() : (program) => void program.command(name) }
    }),
  )
}

const helpWords: ReadonlySet<string> = new Set(['help', '-h', '--help'])
