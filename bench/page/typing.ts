// Typing in the text of a large file: from a key to the text on the screen, and to a picture that says the same.

import type { Page } from '@playwright/test';
import { FileEditor } from '../../e2e/editor/file-editor.ts';
import type { Designer } from '../../e2e/page/designer.ts';
import { median } from '../measure.ts';
import type { Typing } from './page-results.ts';
import { bringIntoView } from './views.ts';

/** Between two keys: slow enough that each one comes to a picture. */
const letters = 'abcdefghijkl';

interface KeyTiming {
  readonly toText: number;
  readonly toPicture: number;
}

interface Timed extends Window {
  benchKey?: Promise<KeyTiming>;
  benchKeys?: { tasks: number[]; stop(): void };
}

/** Types at the end of the image of `service`, whose card shows it; returns medians over the letters. */
export async function timeTyping(designer: Designer, text: string, service: string): Promise<Typing> {
  const { page } = designer;
  await bringIntoView(designer, service);
  const editor = await FileEditor.of(designer);
  await bringIntoView(designer, service);
  await designer.card(service).click();
  await designer
    .inspector()
    .getByText(/^line \d+$/)
    .first()
    .click();
  await page.waitForTimeout(1_000);
  const line = text
    .slice(0, text.indexOf('    image: ', text.indexOf(`\n  ${service}:\n`)))
    .split('\n').length;
  await editor.goTo(line);
  await page.waitForTimeout(1_500);
  await watchTasks(page);
  const times: KeyTiming[] = [];
  for (const letter of letters) {
    await awaitKey(page, service);
    await page.keyboard.press(letter);
    times.push(await timingOf(page));
    await page.waitForTimeout(250);
  }
  const longestTask = await longestTaskOf(page);
  return {
    toText: median(times.map(({ toText }) => toText)),
    toPicture: median(times.map(({ toPicture }) => toPicture)),
    longestTask,
  };
}

async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    });
    observer.observe({ type: 'longtask' });
    (window as Timed).benchKeys = { tasks, stop: () => observer.disconnect() };
  });
}

function longestTaskOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { benchKeys } = window as Timed;
    benchKeys?.stop();
    return Math.max(0, ...(benchKeys?.tasks ?? []));
  });
}

/** Prepares the measurement of the next key inside the page: when the text and the changed card were painted. */
function awaitKey(page: Page, service: string): Promise<void> {
  return page.evaluate((name) => {
    (window as Timed).benchKey = new Promise<KeyTiming>((resolve, reject) => {
      setTimeout(() => reject(new Error(`the card of ${name} never showed what was typed`)), 20_000);
      let pressed = 0;
      let toText = 0;
      const card = () => document.querySelector(`[data-service="${name}"] small`)?.getAttribute('title');
      const before = card();
      const painted = (then: (at: number) => void) =>
        requestAnimationFrame(() => setTimeout(() => then(performance.now() - pressed)));
      const host = [...document.querySelectorAll('[data-pane="yaml"] *')].find((each) => each.shadowRoot);
      const content = host?.shadowRoot?.querySelector('.cm-content');
      if (!content) throw new Error('the editor is not there');
      const written = new MutationObserver(() => {
        if (pressed === 0) return;
        written.disconnect();
        painted((at) => {
          toText = at;
        });
      });
      written.observe(content, { subtree: true, childList: true, characterData: true });
      const drawn = new MutationObserver(() => {
        if (pressed === 0 || card() === before) return;
        drawn.disconnect();
        painted((toPicture) => resolve({ toText: toText > 0 ? toText : toPicture, toPicture }));
      });
      drawn.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      const onKey = () => {
        pressed = performance.now();
      };
      window.addEventListener('keydown', onKey, { capture: true, once: true });
    });
  }, service);
}

function timingOf(page: Page): Promise<KeyTiming> {
  return page.evaluate(() => {
    const { benchKey } = window as Timed;
    if (benchKey === undefined) throw new Error('no key is awaited');
    return benchKey;
  });
}
