/** `nianbao checkpoint` for people: the text that is signed, and what to note elsewhere. */
export function describeCheckpoint(
  signed: {
    readonly file: string
    readonly made: boolean
    readonly sha256: string
    readonly text: string
    readonly key: string
    readonly firstKey: string
  },
  archive: string,
): string {
  const { file, made, sha256, text, key, firstKey } = signed
  const lines = [
    `${made ? 'signed now' : 'nothing new since'}: ${archive}/${file}`,
    '',
    text,
    'Note elsewhere 请另存于他处: nothing before this checkpoint can then be changed unnoticed',
    `  sha256      ${sha256}`,
    `  public key  ${key}`,
    ...(key === firstKey ? [] : [`  first key   ${firstKey} (it named the ones after it)`]),
  ]
  return `${lines.join('\n')}\n`
}
