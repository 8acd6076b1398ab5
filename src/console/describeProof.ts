/** `nianbao prove` for people: where the proof lies and how anybody checks it. */
export function describeProof(
  proven: {
    readonly id: string
    readonly site: string
    readonly kind: 'live' | 'replica'
    readonly checkpoint: number
    readonly firstKey: string
    readonly withheld: readonly string[]
    readonly files: readonly string[]
  },
  out: string,
): string {
  const { id, site, kind, checkpoint, firstKey, withheld, files } = proven
  const lines = [
    `${id} of ${site}: ${files.length} files in ${out}, up to checkpoint ${checkpoint}`,
    ...(kind === 'replica'
      ? ['a replica archive: its pages come from stand-ins, nothing in it is evidence']
      : []),
    ...withheld.map((sha256) => `withheld 不公开, not in the folder: ${sha256}`),
    `check it anywhere 任何人可自行核验: sh ${out}/verify.sh ${firstKey}`,
  ]
  return `${lines.join('\n')}\n`
}
