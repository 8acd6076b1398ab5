/** A fault put into our own code on purpose, for one process: text of a source file that is replaced when it is loaded. */
export interface PlantedBug {
  readonly name: string
  readonly edits: readonly {
    /** Path below `src/`. */
    readonly file: string
    readonly from: string
    readonly to: string
  }[]
}

/** URL of the folder that the paths of edits begin from. */
export const sourceFolder = new URL('../../src/', import.meta.url).href

/** The environment in which `plant.ts` finds the bug. */
export const plantedIn = (bug: PlantedBug | null): Record<string, string> =>
  bug === null ? {} : { NIANBAO_PLANTED: JSON.stringify(bug) }

const durable = 'archive/durableWrite.ts'
const appender = 'archive/ledgerAppender.ts'

const writeInPlace = [
  {
    file: durable,
    from: 'const temporary = join(options.temp, `${basename(path)}.${randomUUID()}`)',
    to: 'const temporary = path',
  },
  { file: durable, from: "open(temporary, 'wx'", to: "open(temporary, 'w'" },
  {
    file: durable,
    from: 'await rename(temporary, path)',
    to: 'void rename; void join; void basename; void randomUUID',
  },
]
/** Leaves the torn tail where it is, and appends after it. */
const keepTail = [
  { file: 'archive/openSite.ts', from: 'await file.truncate(at)', to: '' },
  {
    file: appender,
    from: 'await writeAll(file, bytes, at)',
    to: 'await writeAll(file, bytes, (await file.stat()).size)',
  },
]
/** A line that reaches the disk in two pieces with time between them, as a large one may: so that random kills tear some. */
const writeSlowly = {
  file: durable,
  from: 'for (let done = 0; done < bytes.length;) {',
  to: `for (let done = 0; done < bytes.length;) {
    const half = done === 0 && bytes.length > 1 ? bytes.length >> 1 : bytes.length - done
    if (done > 0) await new Promise((go) => setTimeout(go, 5))`,
}
const half = { file: durable, from: 'bytes, done, bytes.length - done,', to: 'bytes, done, half,' }

export const bugs = {
  noAtomicRename: { name: 'files are written in place, not renamed into it', edits: writeInPlace },
  noFsync: {
    name: 'no fsync of a file',
    edits: [
      {
        file: durable,
        from: 'await file.sync()\n    } finally {\n      await file.close()\n    }\n    await rename',
        to: 'void 0\n    } finally {\n      await file.close()\n    }\n    await rename',
      },
    ],
  },
  noFolderFsync: {
    name: 'no fsync of a folder',
    edits: [{ file: durable, from: 'await syncFile(path)\n', to: 'await Promise.resolve(path)\n' }],
  },
  failedFsyncIgnored: {
    name: 'a failed fsync is taken for a good one',
    edits: [
      { file: appender, from: 'await file.datasync()', to: 'await file.datasync().catch(() => undefined)' },
    ],
  },
  acknowledgedBeforeFsync: {
    name: 'a line is acknowledged before its fsync',
    edits: [
      {
        file: appender,
        from: 'await file.datasync()',
        to: 'setTimeout(() => void file.datasync().catch(() => undefined), 5)',
      },
    ],
  },
  acknowledgedBeforeWrite: {
    name: 'a line is acknowledged before it is written',
    edits: [
      {
        file: appender,
        from: 'await writeAll(file, bytes, at)\n    await file.datasync()',
        to: 'setTimeout(() => void writeAll(file, bytes, at).catch(() => undefined), 20)',
      },
    ],
  },
  lineBeforeOriginal: {
    name: 'the ledger line comes before its original',
    edits: [
      {
        file: 'archive/originals.ts',
        from: 'if (kept === undefined) await durableWrite(path, bytes, { temp, mode: 0o444 })',
        to: 'if (kept === undefined) setTimeout(() => void durableWrite(path, bytes, { temp, mode: 0o444 }).catch(() => undefined), 5)',
      },
    ],
  },
  failedWriteIgnored: {
    name: 'a failed write is taken for a good one',
    edits: [
      {
        file: appender,
        from: 'await writeAll(file, bytes, at)',
        to: 'await writeAll(file, bytes, at).catch(() => undefined)',
      },
    ],
  },
  leftUnsynced: {
    name: 'lines that a killed run left are taken for durable',
    edits: [{ file: 'archive/openSite.ts', from: 'if (record.unindexed > 0) await file.datasync()', to: '' }],
  },
  tornTailKept: { name: 'lines are appended after a torn tail', edits: keepTail },
  tornTailKeptSlowly: {
    name: 'lines are appended after a torn tail, by a slow writer',
    edits: [...keepTail, writeSlowly, half],
  },
} as const satisfies Record<string, PlantedBug>
