import { defineConfig } from 'vitest/config'

// A zone with an odd offset makes code that forgets an explicit zone fail loudly.
process.env.TZ = 'Asia/Kathmandu'

const exclude = ['node_modules/**', 'build/**']

export default defineConfig({
  test: {
    setupFiles: ['tests/setup/fail-on-console.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: ['{app,server,emails,prisma}/**/*.test.{ts,tsx}', 'tests/{fuzz,setup}/**/*.test.ts', 'scripts/**/*.test.mjs'], exclude } },
      { extends: true, test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], exclude, testTimeout: 120_000 } },
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], exclude, testTimeout: 240_000, fileParallelism: false } },
    ],
  },
})
