// Who may import whom (docs/decisions/0001; the design's import rules). test/import-rules.test.ts plants a violation of each.
const stages = ['discover', 'fetch', 'archive', 'extract', 'validate', 'publish']
const stage = `^src/(${stages.join('|')})/`

const only = (name, library, folder, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|crawlers)/', pathNot: folder },
  to: { path: `(^|node_modules/)(${library})(/|$)` },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'sites-are-facts',
      comment: 'A site file imports defineSite and nothing else.',
      severity: 'error',
      from: { path: '^crawlers/' },
      to: { pathNot: '^src/sites/defineSite\\.ts$' },
    },
    {
      name: 'families-without-network',
      comment: 'For a family the network is an argument, so that a test hands in recordings.',
      severity: 'error',
      from: { path: '^src/families/' },
      to: { path: '^src/fetch/' },
    },
    {
      name: 'stages-apart',
      comment: 'The six stages never import each other.',
      severity: 'error',
      from: { path: stage },
      to: { path: stage, pathNot: '^src/$1/' },
    },
    {
      name: 'stages-below-pipeline',
      comment: 'Only pipeline.ts sees the stages.',
      severity: 'error',
      from: { path: '^src/', pathNot: [stage, '^src/pipeline\\.ts$', '^src/pipeline/'] },
      to: { path: stage },
    },
    {
      name: 'pipeline-below-cli',
      comment: 'Only the verbs of the command line import the pipeline.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/verbs/', '^src/pipeline\\.ts$', '^src/pipeline/'] },
      to: { path: '^src/pipeline' },
    },
    only(
      'network-in-fetch',
      'got|playwright|playwright-core|p-queue',
      '^src/fetch/',
      'Only fetch touches the network.',
    ),
    only('lowdb-in-archive', 'lowdb', '^src/archive/', 'Only archive keeps an index.'),
    only('mammoth-in-extract', 'mammoth', '^src/extract/', 'mammoth is the second reader.'),
    only(
      'engines-apart',
      '@hyzyla/pdfium|node-unrar-js|tesseract\\.js-core',
      '^src/extract/engines/',
      'What is no JavaScript of ours runs in threads with limits.',
    ),
    only(
      'pages-in-explorer',
      'hono|sanitize-html|d3-scale|d3-shape',
      '^src/publish/explorer/',
      'Pages are made in one place.',
    ),
    only(
      'arguments-in-cli',
      'commander',
      '^src/(cli\\.ts$|verbs/)',
      'Only cli.ts and its verbs read the command line.',
    ),
    {
      name: 'verbs-below-cli',
      comment: 'Only cli.ts mounts the verbs.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/verbs/', '^src/cli\\.ts$'] },
      to: { path: '^src/(verbs/|cli\\.ts$)' },
    },
    {
      name: 'pure-stages',
      comment: 'discover, families, extract, validate and the model have no I/O.',
      severity: 'error',
      from: { path: '^src/(discover|families|extract|validate|model)/', pathNot: '^src/extract/engines/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(zlib|crypto|buffer|util|url|path)$' },
    },
    {
      name: 'program-without-tests',
      comment: 'src never imports tests or sites; sites are loaded by path.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|crawlers)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-drawers',
      comment: 'A file says by its name what it is.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|misc)(\\.|/)', pathNot: 'node_modules' },
    },
    {
      name: 'declared-libraries',
      comment: 'The program uses only what package.json pins as a dependency.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
