type Stamped =
  | { readonly kind: 'off' }
  | { readonly kind: 'stamped'; readonly file: string }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

/** `nianbao checkpoint` for people: the text that is signed, and what to note elsewhere. */
export function describeCheckpoint(
  signed: {
    readonly file: string
    readonly made: boolean
    readonly sha256: string
    readonly text: string
    readonly key: string
    readonly firstKey: string
    readonly stamped: Stamped
  },
  archive: string,
): string {
  const { file, made, sha256, text, key, firstKey, stamped } = signed
  const lines = [
    `${made ? 'signed now' : 'nothing new since'}: ${archive}/${file}`,
    '',
    text,
    'Note elsewhere 请另存于他处: nothing before this checkpoint can then be changed unnoticed',
    `  sha256      ${sha256}`,
    `  public key  ${key}`,
    ...(key === firstKey ? [] : [`  first key   ${firstKey} (it named the ones after it)`]),
    ...stampWords(stamped, archive),
  ]
  return `${lines.join('\n')}\n`
}

function stampWords(stamped: Stamped, archive: string): readonly string[] {
  if (stamped.kind === 'off') return []
  if (stamped.kind === 'failed') return [`  no time stamp  ${stamped.code}: ${stamped.message}`]
  return [`  time stamp  ${archive}/${stamped.file} (RFC 3161)`]
}
