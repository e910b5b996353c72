import { defineConfig } from 'vitest/config';

// Two workers, however few cores there are.
const threads = { minThreads: 2, maxThreads: 2 };
const forks = { minForks: 2, maxForks: 2 };

export default defineConfig({
  test: {
    globals: true,
    globalSetup: ['stator-local/vitest'],
    setupFiles: ['stator-local/vitest/setup'],
    pool: process.env.POOL,
    poolOptions: { threads, vmThreads: threads, forks, vmForks: forks },
  },
});
