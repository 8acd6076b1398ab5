// @ts-check
import tseslint from 'typescript-eslint'

const pure = [
  ['CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'The clock is an argument here.'],
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'The clock is an argument here.'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'No randomness here.'],
  [
    'Identifier[name=/^(randomUUID|randomBytes|performance|setTimeout|setInterval)$/]',
    'No clock or randomness here.',
  ],
  ['CallExpression[callee.name="fetch"]', 'The network is an argument here.'],
]
const facts = [
  [':function', 'A site file holds no function: a quirk is an option of its family.'],
  ['VariableDeclaration', 'A site file holds no variable.'],
  ['ConditionalExpression, IfStatement, LogicalExpression', 'A site file holds no condition.'],
]
/** @param {string[][]} rules */
const forbid = (rules) => ({
  'no-restricted-syntax': ['error', ...rules.map(([selector, message]) => ({ selector, message }))],
})

export default tseslint.config(
  { ignores: ['node_modules/', 'archive/', 'coverage/'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // Numbers read well in messages; everything else must be turned into text on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      'no-console': 'error',
    },
  },
  { files: ['crawlers/**/*.ts'], rules: forbid(facts) },
  {
    files: ['src/{discover,families,extract,validate,model}/**/*.ts'],
    ignores: ['src/extract/engines/**'],
    rules: forbid(pure),
  },
  // Benches and the replica server are programs that talk to a terminal.
  {
    files: ['test/bench/**/*.ts', 'test/replicas/serve.ts', 'test/tools/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
)
