import { defineConfig } from 'vitest/config';
import { composeSchema } from '../../scripts/compose-schema/plugin.ts';

export default defineConfig({
  plugins: [composeSchema()],
  cacheDir: '../../node_modules/.vite-engine',
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
