import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { isLong } from './test/running/everyday.ts'

// Forks and the workers in them keep what Node made of the TypeScript, as bin/nianbao.js does for processes of its own.
process.env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, 'node_modules/.cache/nianbao')

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Real servers, processes and disks: generous, because a slow machine is no defect.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // By itself Vitest leaves one core idle, which on two cores is half of them.
    maxWorkers: '100%',
    // Node runs the TypeScript as it does for users, without Vite's transformation of every module for every file.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // The everyday run loads a module once per core and no more, which the rule against state in modules allows.
    isolate: isLong,
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/running/keepProcesses.ts'],
  },
})
