// The fixtures of every browser test: one server per worker, a page that must stay quiet, and the designer on it.

import { fileURLToPath } from 'node:url';
import {
  type Browser,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
  type Request,
} from '@playwright/test';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { Designer } from './designer.ts';

/** The built page; `BULKHEAD_PAGE` names another folder, so that a build of one's own can be tried. */
export const builtPage =
  process.env.BULKHEAD_PAGE ?? fileURLToPath(new URL('../../dist/page/', import.meta.url));

interface TestFixtures {
  /**
   * Whether the test gets a page in a context of its own: for those that script the page before it begins, cut its network,
   * grant it something, open a second tab or end it. All others go on with the page of their worker, which was left, emptied
   * and opened anew: the browser has its scripts at hand then.
   */
  readonly ownPage: boolean;
  /** What a test provokes the browser to complain about: at what time that comes is the browser's own affair. */
  readonly provoked: RegExp[];
  /** Everything the page complained about, or asked of another origin; a test ends red when any of it was not provoked. */
  readonly complaints: string[];
  /** The page, opened and empty. */
  readonly designer: Designer;
}

interface WorkerFixtures {
  readonly origin: string;
  readonly sharedPage: SharedPage;
}

/** One page for all tests of a worker that leave nothing behind but what can be cleared away. */
interface SharedPage {
  take(): Promise<Page>;
  /** Leaves and empties the page for the next test; after a failure the next one gets a new page. */
  giveBack(failed: boolean): Promise<void>;
  close(): Promise<void>;
}

const kept = 'local_storage,indexeddb,cookies,service_workers,cache_storage';

function createSharedPage(browser: Browser, origin: string): SharedPage {
  let page: Page | null = null;
  async function close(): Promise<void> {
    await page?.context().close();
    page = null;
  }
  async function empty(used: Page): Promise<void> {
    for (const key of ['Shift', 'Alt', 'Control', 'Meta']) await used.keyboard.up(key);
    await used.mouse.up();
    await used.mouse.move(0, 0);
    // First away from it: a page that is left writes its draft.
    await used.goto('about:blank');
    const devtools = await used.context().newCDPSession(used);
    await devtools.send('Storage.clearDataForOrigin', { origin: new URL(origin).origin, storageTypes: kept });
    await devtools.detach();
  }
  return {
    async take() {
      page ??= await (await browser.newContext()).newPage();
      return page;
    },
    async giveBack(failed) {
      if (failed || page === null || page.isClosed()) await close();
      else await empty(page);
    },
    close,
  };
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

  sharedPage: [
    async ({ browser, origin }, use) => {
      const shared = createSharedPage(browser, origin);
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],

  ownPage: [false, { option: true }],

  page: async ({ ownPage, context, sharedPage, viewport, colorScheme }, use, testInfo) => {
    if (ownPage) {
      await use(await context.newPage());
      return;
    }
    const page = await sharedPage.take();
    if (viewport !== null) await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: colorScheme ?? 'light', reducedMotion: 'reduce' });
    await use(page);
    await sharedPage.giveBack(testInfo.status !== testInfo.expectedStatus);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  provoked: async ({}, use) => use([]),

  complaints: [
    async ({ page, origin, provoked }, use) => {
      const complaints: string[] = [];
      const own = new URL(origin).hostname;
      const onConsole = (message: ConsoleMessage) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      };
      const onError = (error: Error) => complaints.push(`error: ${error.message}`);
      const onRequest = (request: Request) => {
        const { protocol, hostname } = new URL(request.url());
        if (protocol !== 'data:' && protocol !== 'blob:' && protocol !== 'about:' && hostname !== own)
          complaints.push(`request: ${request.url()}`);
      };
      page.on('console', onConsole).on('pageerror', onError).on('request', onRequest);
      await use(complaints);
      page.off('console', onConsole).off('pageerror', onError).off('request', onRequest);
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
