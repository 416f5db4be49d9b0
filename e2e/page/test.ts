// The fixtures of every browser test: one server per worker, a page that must stay quiet, and the designer on it.

import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { Designer } from './designer.ts';

/** The built page; `BULKHEAD_PAGE` names another folder, so that a build of one's own can be tried. */
export const builtPage =
  process.env.BULKHEAD_PAGE ?? fileURLToPath(new URL('../../dist/page/', import.meta.url));

interface TestFixtures {
  /** What a test provokes the browser to complain about: at what time that comes is the browser's own affair. */
  readonly provoked: RegExp[];
  /** Everything the page complained about, or asked of another origin; a test ends red when any of it was not provoked. */
  readonly complaints: string[];
  /** The page, opened and empty. */
  readonly designer: Designer;
}

interface WorkerFixtures {
  readonly origin: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
    async ({}, use) => {
      const server = await startStaticServer(builtPage, 0);
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  provoked: async ({}, use) => use([]),

  complaints: [
    async ({ page, origin, provoked }, use) => {
      const complaints: string[] = [];
      const own = new URL(origin).hostname;
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol !== 'data:' && protocol !== 'blob:' && hostname !== own)
          complaints.push(`request: ${request.url()}`);
      });
      await use(complaints);
      const unasked = complaints.filter((one) => !provoked.some((expected) => expected.test(one)));
      expect(unasked, 'the page complained, or asked another origin').toEqual([]);
    },
    { auto: true },
  ],

  designer: async ({ page, origin, complaints }, use) => {
    expect(complaints).toEqual([]);
    const designer = new Designer(page);
    await designer.visit(origin);
    await use(designer);
  },
});

export { expect };
