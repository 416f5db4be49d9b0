// Three kinds of tests. Core and command keep nothing between two calls, so their files share a thread and its modules; the
// page's stores are modules, so its files get a fresh set each; the page without a browser is drawn anew by each test.

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
          name: 'core',
          include: [
            'src/{core,cli}/**/*.test.ts',
            'src/*.test.ts',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'editors/**/*.test.ts',
            'e2e/engine/golden/*.test.ts',
          ],
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [composeSchema()],
        test: {
          name: 'page',
          include: ['src/{app,canvas,commands,editor,panels,state,ui,workers}/**/*.test.{ts,tsx}'],
          pool: 'threads',
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
