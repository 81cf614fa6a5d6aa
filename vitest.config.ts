import { defineConfig } from 'vitest/config'

// A zone with an odd offset makes code that forgets an explicit zone fail loudly.
process.env.TZ = 'Asia/Kathmandu'

const exclude = ['node_modules/**', 'build/**']

// Files of one project share a worker's modules, which take longer to load than most files take to run. No test replaces a
// module (a check sees to that) and what is loaded holds no state, so none can tell.
const shared = { isolate: false }

export default defineConfig({
  test: {
    setupFiles: ['tests/setup/fail-on-console.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { ...shared, name: 'unit', include: ['{app,server,emails,prisma}/**/*.test.{ts,tsx}', 'tests/{fuzz,setup}/**/*.test.ts', 'scripts/**/*.test.mjs'], exclude } },
      { extends: true, test: { ...shared, name: 'integration', include: ['tests/integration/**/*.test.ts'], exclude, testTimeout: 120_000 } },
      { extends: true, test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], exclude, testTimeout: 240_000, fileParallelism: false } },
    ],
  },
})
