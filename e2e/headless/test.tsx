// The page without a browser: all of it — stores, commands, canvas, drag controller, dialogs — drawn into happy-dom, a
// pointer and a keyboard to use it, and a clock that only the test moves. What happy-dom lacks is the size of things: they are
// where the picture says. Whether a person could see and reach them there is what the tests in a browser hold.

import { createRoot } from 'react-dom/client';
import { toast } from 'sonner';
import { test as base, expect, vi } from 'vitest';
import { App } from '../../src/app/app.tsx';
import { closeMenu } from '../../src/canvas/menu/menu-store.ts';
import { fieldStore, findingFilterStore, sessionStore, uiStore } from '../../src/state/page-stores.ts';
import { Designer, windowSize } from './designer.ts';
import { pass, until } from './locator.ts';
import { placeElements } from './place-elements.ts';
import './matchers.ts';

const own = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] as const;
const frames = ['requestAnimationFrame', 'cancelAnimationFrame'] as const;

const notices = 'section[aria-label^="Notifications"]';

export const test = base.extend<{ readonly designer: Designer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from its pattern.
  designer: async ({}, use) => {
    vi.useFakeTimers({ toFake: [...own, ...frames] });
    placeElements(windowSize);
    const complaints: unknown[] = [];
    const console = vi
      .spyOn(globalThis.console, 'error')
      .mockImplementation((...words) => complaints.push(words));
    localStorage.clear();
    // A test before may have followed a link.
    window.location.hash = '';
    const place = document.createElement('div');
    document.body.replaceChildren(place);
    const root = createRoot(place);
    root.render(<App />);
    const designer = new Designer();
    // The parts of the page are fetched by the machine's time, not by the page's.
    await until(
      () =>
        document.querySelector('.bh-canvas[data-ready]') !== null &&
        document.querySelector('[role=dialog]') === null,
      (ready) => ready,
    );
    // What is fetched beside the first card is there, too: its notices stand for it. React keeps to the machine's time here.
    for (let round = 0; round < 5000 && document.querySelector(notices) === null; round++) await pass(0);
    await use(designer);
    root.unmount();
    // The library keeps them for as long as its module lives.
    toast.getHistory().splice(0);
    closeMenu();
    fieldStore.getState().close();
    sessionStore.setState(sessionStore.getInitialState(), true);
    findingFilterStore.setState(findingFilterStore.getInitialState(), true);
    uiStore.setState(uiStore.getInitialState(), true);
    await pass();
    console.mockRestore();
    vi.useRealTimers();
    expect(complaints, 'the page complained').toEqual([]);
  },
});

export { expect };
