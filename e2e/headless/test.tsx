// The page without a browser: all of it — stores, commands, canvas, drag controller, dialogs — drawn into happy-dom once for all
// tests of a thread, a pointer and a keyboard to use it, and a clock that only the test moves. Each test begins without a file, with
// stores as they are at first. What happy-dom lacks is the size of things: they are where the picture says. Whether a person could
// see and reach them there is what the tests in a browser hold.

import './renders.ts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { toast } from 'sonner';
import { test as base, expect, vi } from 'vitest';
import { ruleBook } from '../../src/core/rules/rule-book.ts';
import { App } from '../../src/page/app/app.tsx';
import { closeMenu } from '../../src/page/canvas/menu/menu-store.ts';
import { fieldStore, findingFilterStore, uiStore, workStore } from '../../src/page/state/page-stores.ts';
import { Designer, windowSize } from './designer.ts';
import { pass, until } from './locator.ts';
import { findLabels, keepStyles, placeElements } from './place-elements.ts';
import './matchers.ts';

const own = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;
const frames = ['requestAnimationFrame', 'cancelAnimationFrame'] as const;

const notices = 'section[aria-label^="Notifications"]';

/** Resets the page after a test, except for its session, which `designer` sets. */
async function clear(): Promise<void> {
  // The library keeps them for as long as its module lives.
  toast.dismiss();
  toast.getHistory().splice(0);
  closeMenu();
  fieldStore.getState().close();
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  localStorage.clear();
  // A test may have followed a link.
  window.location.hash = '';
  findingFilterStore.setState(findingFilterStore.getInitialState(), true);
  uiStore.setState(uiStore.getInitialState(), true);
  await pass();
}

/** The page of a thread. */
interface Mounted {
  readonly complaints: unknown[];
  /** Draws the page again, for a test that may have ended in the middle of something. */
  renew(): Promise<void>;
}

export const test = base.extend<{ readonly mounted: Mounted; readonly designer: Designer }>({
  mounted: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from its pattern.
    async ({}, use) => {
      vi.useFakeTimers({ toFake: [...own, ...frames] });
      placeElements(windowSize);
      keepStyles();
      findLabels();
      const complaints: unknown[] = [];
      // Not by a spy: Vitest takes back those of a file.
      const { error } = console;
      console.error = (...words: unknown[]) => complaints.push(words);
      const place = document.createElement('div');
      document.body.replaceChildren(place);
      const root = createRoot(place);
      let times = 0;
      const draw = async (): Promise<void> => {
        // Now, or what is asked below would be of the page before.
        flushSync(() => root.render(<App key={times++} />));
        // The parts of the page are fetched by the machine's time, not by the page's.
        await until(
          () =>
            document.querySelector('.bh-canvas[data-ready]') !== null &&
            document.querySelector('[role=dialog]') === null,
          (ready) => ready,
        );
        // What is fetched beside the first card is there, too: its notices stand for it. React keeps to the machine's time here.
        for (let round = 0; round < 5000 && document.querySelector(notices) === null; round++) await pass(0);
      };
      await clear();
      await draw();
      await use({ complaints, renew: draw });
      root.unmount();
      await pass();
      console.error = error;
      vi.useRealTimers();
      expect(complaints, 'the page complained').toEqual([]);
    },
    { scope: 'worker' },
  ],
  designer: async ({ mounted, task }, use) => {
    await use(new Designer());
    workStore.getState().reading?.cancel();
    workStore.setState({ ...workStore.getInitialState(), book: ruleBook }, true);
    await clear();
    if (task.result?.state === 'fail') await mounted.renew();
    expect(mounted.complaints.splice(0), 'the page complained').toEqual([]);
  },
});

export { expect };
