/** What we use of WebAssembly: TypeScript has its types only among those of browsers, which this program must not see. */
declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>
  type Exports = Readonly<Record<string, unknown>>
  class Memory {
    readonly buffer: ArrayBuffer
    constructor(limits: { readonly initial: number })
  }
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    readonly exports: Exports
    constructor(module: Module, imports: Imports)
  }
}
