// The fixtures of every browser test: one server per worker, a page that must stay quiet, and the designer on it.

import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContext,
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
   * True when the test gets a page of its own: for those that script the page before it begins, open a second tab or end it. All others go
   * on with the page of their worker, which was left, emptied and opened anew. Both are in one context per worker, which is emptied after
   * each test: the browser has the scripts at hand then.
   *
   */
  readonly ownPage: boolean;
  /** True when notices stay: for tests that read one or press its button, however slow the machine is. */
  readonly lastingNotices: boolean;
  /** What a test provokes the browser to complain about: at what time that comes is the browser's own affair. */
  readonly provoked: RegExp[];
  /** Everything the page complained about, or asked of another origin; a test ends red when any of it was not provoked. */
  readonly complaints: string[];
  /** The page, opened and empty. */
  readonly designer: Designer;
}

interface WorkerFixtures {
  readonly origin: string;
  readonly sharedPages: SharedPages;
}

/** The context of a worker, for all its tests, with the page that is used again. */
interface SharedPages {
  context(): Promise<BrowserContext>;
  take(): Promise<Page>;
  /** Leaves and empties all pages for the next test; after a failure it gets a new context. */
  giveBack(failed: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Lets notices stand ten times as long in the pages of a context. They are the only thing of the page that waits for seconds, and a busy
 * machine looks at it less often than that.
 */
export function keepNotices(context: BrowserContext): ReturnType<BrowserContext['addInitScript']> {
  return context.addInitScript(() => {
    const own = window.setTimeout.bind(window);
    const patient = (then: TimerHandler, after = 0, ...given: unknown[]) =>
      own(then, after > 1500 && after <= 8000 ? 10 * after : after, ...given);
    Object.assign(window, { setTimeout: patient });
  });
}

const kept = 'local_storage,indexeddb,cookies,service_workers,cache_storage';

function createSharedPages(browser: Browser): SharedPages {
  /** Those that were visited: a test may serve its page itself. */
  const origins = new Set<string>();
  let shared: BrowserContext | null = null;
  let page: Page | null = null;
  async function context(): Promise<BrowserContext> {
    if (shared === null) {
      shared = await browser.newContext();
      shared.on('request', (request) => {
        if (request.isNavigationRequest()) origins.add(new URL(request.url()).origin);
      });
    }
    return shared;
  }
  async function take(): Promise<Page> {
    page ??= await (await context()).newPage();
    return page;
  }
  async function close(): Promise<void> {
    await shared?.close();
    shared = null;
    page = null;
  }
  async function empty(used: Page): Promise<void> {
    // First away from it: a page that is left writes its draft. What a hand held is let go of where nothing hears it.
    await used.goto('about:blank');
    for (const key of ['Shift', 'Alt', 'Control', 'Meta']) await used.keyboard.up(key);
    await used.mouse.up();
    await used.mouse.move(0, 0);
    for (const other of used.context().pages()) if (other !== used) await other.close();
    await used.context().clearPermissions();
    const devtools = await used.context().newCDPSession(used);
    for (const origin of origins)
      await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: kept });
    await devtools.detach();
    origins.clear();
  }
  return {
    context,
    take,
    async giveBack(failed) {
      if (failed || page?.isClosed()) await close();
      else await empty(await take());
    },
    close,
  };
}

/**
 * For what looks at commands or built files alone: no page is opened for it. It knows the fixtures of a worker all the same, since Playwright
 * ends a worker, and starts another one, for a test that knows others.
 */
export const commandTest = base.extend<object, WorkerFixtures>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
    async ({}, use) => {
      const server = await startStaticServer(builtPage, 0);
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],

  sharedPages: [
    async ({ browser }, use) => {
      const shared = createSharedPages(browser);
      await use(shared);
      await shared.close();
    },
    { scope: 'worker' },
  ],
});

export const test = commandTest.extend<TestFixtures>({
  ownPage: [false, { option: true }],

  lastingNotices: [false, { option: true }],

  context: async ({ sharedPages, lastingNotices }, use, testInfo) => {
    const context = await sharedPages.context();
    const lasting = lastingNotices ? await keepNotices(context) : null;
    await use(context);
    await lasting?.dispose();
    await sharedPages.giveBack(testInfo.status !== testInfo.expectedStatus);
  },

  page: async ({ ownPage, context, sharedPages, viewport, colorScheme }, use) => {
    const page = ownPage ? await context.newPage() : await sharedPages.take();
    const size = page.viewportSize();
    if (viewport !== null && (size?.width !== viewport.width || size.height !== viewport.height))
      await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: colorScheme ?? 'light', reducedMotion: 'reduce' });
    await use(page);
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
