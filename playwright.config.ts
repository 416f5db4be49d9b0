// Browser tests: the built page in a real Chromium, from a server of its own on a free port.

import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, systemChromium } from './scripts/find-chromium.mjs';

const chromium = process.env.BULKHEAD_CHROMIUM ?? systemChromium();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  // With the threads of the unit tests beside them, two for each core: each waits now and then for its browser or a child.
  workers: availableParallelism(),
  // So long a busy machine may take; what is green waits for nothing, and what is red fails by the shorter limits.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // CI shares its machine: a stall must not throw work away. What passes at a later try is named at the end (`scripts/totals.mjs`).
  retries: process.env.CI ? 2 : 0,
  forbidOnly: true,
  outputDir: 'test-results',
  reporter: 'list',
  use: {
    viewport: { width: 1600, height: 1000 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    actionTimeout: 30_000,
    trace: 'off',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium }),
      // No name but this machine's resolves: the page has to work with the network cut.
      args: [...chromiumArguments(), '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'],
    },
  },
});
