/** An archive to unpack (解压), and which of its files, in its own order. */
export interface RarQuestion {
  readonly bytes: Uint8Array
  readonly wanted: readonly boolean[]
  /** Bytes of all wanted files together; the engine writes no more. */
  readonly most: number
}

/** One wanted file as the engine found it. */
export interface RarFile {
  /** As UnRAR gives it: with `/` between folders; see `rarName` for bytes of no known charset. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Why the engine gives no files. */
export type RarEngineFault = 'encrypted' | 'damaged' | 'too large'

export type RarFiles =
  | { readonly kind: 'files'; readonly files: readonly RarFile[] }
  | { readonly kind: 'fault'; readonly fault: RarEngineFault; readonly what: string }
