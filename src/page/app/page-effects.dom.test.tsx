import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { quietContext } from '../commands/testing/command-context.ts';
import { exampleFile } from '../state/import/example.ts';
import { exampleHost } from '../state/import/example-host.ts';
import { uiStore, workStore } from '../state/page-stores.ts';
import { drawnSession } from '../state/work/selectors.ts';
import { useFocusFallback, useSampleHash } from './page-effects.ts';

const react = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
react.IS_REACT_ACT_ENVIRONMENT = true;

let root: Root | null = null;

afterEach(() => {
  act(() => root?.unmount());
  window.location.hash = '';
  uiStore.setState(uiStore.getInitialState(), true);
});
afterAll(() => {
  react.IS_REACT_ACT_ENVIRONMENT = false;
});

const openTexts = vi.fn();
const context = { ...quietContext, browser: { ...quietContext.browser, openTexts } };

function Page() {
  useSampleHash(context);
  return null;
}

function openAt(hash: string): void {
  window.location.hash = hash;
  root = createRoot(document.createElement('div'));
  act(() => root?.render(<Page />));
}

it('the address opens a sample: one stack, or a host', async () => {
  openAt('#sample=shop&focus=db');
  expect(drawnSession(workStore.getState())?.workspace.files[0]?.document.file).toBe(exampleFile);
  window.location.hash = '#sample=home-server';
  act(() => void window.dispatchEvent(new HashChangeEvent('hashchange')));
  await vi.waitFor(() => expect(openTexts).toHaveBeenCalledWith(exampleHost, 'home'));
});

it('an address with a sample that does not exist is answered with those that do', () => {
  openAt('#sample=pub');
  expect(uiStore.getState().notice).toMatchObject({
    text: 'There is no sample pub; there are shop and home-server.',
    tone: 'error',
  });
});

function Watched() {
  useFocusFallback();
  return null;
}

it('a card that was out of sight for a moment has the focus again, and one that somebody left has not', async () => {
  const page = document.createElement('main');
  page.innerHTML =
    '<section class="bh-canvas"><div id="lane" tabindex="0"></div><div id="card" data-service="db" tabindex="0"></div></section><button id="other"></button>';
  document.body.append(page);
  const [canvas, card, other] = ['section', '#card', '#other'].map((one) =>
    page.querySelector<HTMLElement>(one),
  );
  const focused = () => document.activeElement?.id;
  root = createRoot(document.createElement('div'));
  act(() => root?.render(<Watched />));
  const leave = async (): Promise<void> => {
    card?.focus();
    card?.remove();
    await vi.waitFor(() => expect(focused()).toBe('lane'));
  };
  await leave();
  if (card) canvas?.append(card);
  await vi.waitFor(() => expect(focused()).toBe('card'));

  // Taken away and put back in one go.
  card?.remove();
  if (card) canvas?.append(card.cloneNode());
  await vi.waitFor(() => expect(focused()).toBe('card'));
  canvas?.querySelector('#card')?.remove();
  if (card) canvas?.append(card);

  const isBack = async (): Promise<string | undefined> => {
    if (card) canvas?.append(card);
    await new Promise((done) => requestAnimationFrame(() => done(null)));
    return focused();
  };
  await leave();
  other?.focus();
  expect(await isBack()).toBe('other');

  card?.focus();
  card?.blur();
  await Promise.resolve();
  card?.remove();
  await vi.waitFor(() => expect(focused()).toBe('lane'));
  expect(await isBack()).toBe('lane');

  // Pressed with a pointer, it shows no focus; shown again by hand it would.
  const matches = vi.spyOn(Element.prototype, 'matches').mockReturnValue(false);
  card?.focus();
  matches.mockRestore();
  card?.remove();
  await vi.waitFor(() => expect(focused()).toBe('lane'));
  expect(await isBack()).toBe('lane');
  page.remove();
});
