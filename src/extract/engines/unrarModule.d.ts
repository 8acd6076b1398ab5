/** What UnRAR is loaded by: its library calls it only with what WebAssembly it finds itself, so that its memory had no end. */
declare module 'node-unrar-js/dist/js/unrar.js' {
  export default function createUnrar(options: {
    /** Answers with the exports, and hands the instance to `done`. */
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance) => void,
    ) => WebAssembly.Exports
  }): Promise<{ readonly HEAPU8: Uint8Array; extractor: unknown }>
}
