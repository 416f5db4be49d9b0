// Three kinds of tests, whose files share a thread and its modules: those without a DOM, which keep nothing between two calls;
// those with one (`*.dom.test.ts`), which set the page's stores as they need them; and the page without a browser, which is drawn
// once in a thread.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { composeSchema } from './scripts/compose-schema/plugin.ts';

export default defineConfig({
  test: {
    // Vitest leaves one core idle; of two that is half of them.
    maxWorkers: availableParallelism(),
    projects: [
      {
        plugins: [composeSchema()],
        test: {
          name: 'shared',
          include: [
            'src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'editors/**/*.test.ts',
            'e2e/answers/*.test.ts',
            'e2e/engine/golden/*.test.ts',
            'e2e/engine/ways-in/*.test.ts',
            'e2e/kubernetes/*.test.ts',
          ],
          exclude: ['src/**/*.dom.test.ts'],
          globalSetup: 'scripts/command-folder.ts',
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [composeSchema()],
        test: {
          name: 'dom',
          include: ['src/**/*.dom.test.{ts,tsx}'],
          environment: 'happy-dom',
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [composeSchema()],
        test: {
          name: 'headless',
          include: ['e2e/headless/**/*.test.ts'],
          environment: 'happy-dom',
          // As it ships: React's own checks take longer than the page.
          env: { NODE_ENV: 'production' },
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
        oxc: { jsx: { runtime: 'automatic', development: false } },
      },
    ],
  },
});
