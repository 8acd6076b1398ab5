/** What we use of WebAssembly: TypeScript has its types only among those of browsers, which this program must not see. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>
  type Exports = Readonly<Record<string, unknown>>
  interface Memory {
    readonly buffer: ArrayBuffer
    /** Answers with the pages that it had before. */
    grow: (pages: number) => number
  }
  interface Instance {
    readonly exports: Exports
  }
  type Module = object
  const Memory: new (limits: { readonly initial: number }) => Memory
  const Module: new (bytes: Uint8Array) => Module
  const Instance: new (module: Module, imports: Imports) => Instance
}
