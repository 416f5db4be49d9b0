import { afterEach, expect, it, vi } from 'vitest';
import { uiStore } from '../state/page-stores.ts';
import { pageBrowser } from './page-browser.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  [true, 'Link copied.', 'success'],
  [false, 'The browser does not allow copying here. Download it instead.', 'error'],
])('a text that is copied (%s) is reported', async (allows, text, tone) => {
  const writeText = vi.fn(async (_: string) => {
    if (!allows) throw new DOMException('no', 'NotAllowedError');
  });
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  const browser = pageBrowser(vi.fn(), vi.fn());
  expect(await browser.copy('https://a.test', 'Link copied.', 'Download it instead.')).toBe(allows);
  expect(writeText).toHaveBeenCalledWith('https://a.test');
  expect(uiStore.getState().notice).toMatchObject({ text, tone });
});
