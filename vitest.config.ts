import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({
  test: {
    name,
    include,
    setupFiles: ['test/support/property-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...more,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/**/*.test.ts'], {
        exclude: ['test/{e2e,faults,bench}/**', 'node_modules/**'],
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
      }),
      project('e2e', ['test/e2e/**/*.test.ts'], { testTimeout: 90_000, maxWorkers: 3 }),
      project('faults', ['test/faults/**/*.test.ts'], {
        testTimeout: 300_000,
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
      }),
    ],
  },
});
