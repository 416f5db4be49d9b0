import { defineConfig } from 'vitest/config';
import { composeSchema } from '../../scripts/compose-schema/plugin.ts';

export default defineConfig({
  plugins: [composeSchema()],
  cacheDir: '../../node_modules/.vite-compose',
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    // Two Docker processes at a time: more would only wait for each other.
    maxConcurrency: 2,
    testTimeout: 30_000,
    // A failure shows every difference in full.
    chaiConfig: { truncateThreshold: 0 },
  },
});
