import { defineConfig } from 'vitest/config';
import { composeSchema } from '../../scripts/compose-schema/plugin.ts';

export default defineConfig({
  plugins: [composeSchema()],
  cacheDir: '../../node_modules/.vite-engine',
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    // Each lab is in namespaces of its own, and waits for containers and for what is dropped: two share a machine of two cores.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
