// Three kinds of tests, whose files share a thread and its modules: those without a DOM, which keep nothing between two calls;
// those with one (`*.dom.test.ts`), which set the page's stores as they need them; and the page without a browser, which is drawn
// once in a thread.

import { availableParallelism } from 'node:os';
import { defineConfig, type Plugin } from 'vitest/config';
import { composeSchema } from './scripts/compose-schema/plugin.ts';

const inCi = Boolean(process.env.CI);

/** Modules are transformed once for all projects and runs; one whose text stands for a list of files is not kept. */
const keptModules: Plugin = {
  name: 'bulkhead-kept-modules',
  configureVitest: (context) =>
    context.experimental_defineCacheKeyGenerator(({ sourceCode }) =>
      sourceCode.includes('import.meta.glob') ? false : null,
    ),
};

// Alike in all projects, since what is kept is shared. As it ships: React's own checks take longer than the page.
const oxc = { jsx: { runtime: 'automatic', development: false } } as const;

export default defineConfig({
  test: {
    // Each thread loads the modules of each project for itself, and the browser tests beside them use what a waiting thread leaves.
    maxWorkers: availableParallelism(),
    // CI has nothing of an earlier run.
    experimental: { fsModuleCache: !inCi },
    projects: [
      {
        plugins: [composeSchema(), keptModules],
        oxc,
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
        plugins: [composeSchema(), keptModules],
        oxc,
        test: {
          name: 'dom',
          include: ['src/**/*.dom.test.{ts,tsx}'],
          setupFiles: 'src/page/state/work/testing/set-rules.ts',
          environment: 'happy-dom',
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [composeSchema(), keptModules],
        oxc,
        test: {
          name: 'headless',
          include: ['e2e/headless/**/*.test.ts'],
          setupFiles: 'src/page/state/work/testing/set-rules.ts',
          environment: 'happy-dom',
          env: { NODE_ENV: 'production' },
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
