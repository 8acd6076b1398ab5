/** The part of word-extractor 1.0.4 that the bench of .doc uses; the package comes without types. */
declare module 'word-extractor' {
  export default class WordExtractor {
    extract(bytes: Buffer): Promise<{ getBody(): string }>
  }
}
