import { defineConfig } from 'vitest/config'

/** `npm run test:crash`: the four crash oracles and the hundreds of kills (docs/decisions/0031). */
export default defineConfig({
  test: {
    include: ['test/crash/*.crash.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Each file uses every core by itself.
    fileParallelism: false,
    setupFiles: ['test/setup.ts'],
  },
})
