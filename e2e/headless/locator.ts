// Finds elements of the headless page by the queries of Testing Library, or by selector; asked anew each time, as Playwright's
// locators are, and waiting for what is on its way.

import {
  type ByRoleMatcher,
  type ByRoleOptions,
  fireEvent,
  type Matcher,
  type MatcherOptions,
  queryAllByLabelText,
  queryAllByRole,
  queryAllByText,
  queryAllByTitle,
  type SelectorMatcherOptions,
} from '@testing-library/dom';
import { expect, vi } from 'vitest';

/** The timer of the machine, which the test's clock does not control. */
const nextTask: (then: () => void) => unknown = setImmediate;
const machineTimeout = setTimeout;

/** Lets pending work finish: tasks of the machine, and `milliseconds` of the page's clock. */
export async function pass(milliseconds = 20): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  for (let round = 0; round < 3; round++) await new Promise<void>((then) => nextTask(then));
}

/** The longest wait for a result, in milliseconds of the page's clock. */
const patience = 4_000;

/** Returns the result of `look` once `good` holds, otherwise its last one. */
export async function until<T>(look: () => T, good: (seen: T) => boolean): Promise<T> {
  let seen = look();
  for (let round = 0; round * 20 < patience && !good(seen); round++) {
    await pass();
    // Modules are fetched in the machine's time. It costs a while to ask, so it is asked seldom.
    if (round % 8 === 7) await vi.dynamicImportSettled();
    // React shows a pane that it waited for 300 ms after the fallback, by the machine's clock.
    if (document.querySelector('[data-waiting]')) await new Promise<void>((then) => machineTimeout(then, 20));
    seen = look();
  }
  // A busy machine is slow to fetch a module, and React to show it: nothing but a test that fails gets here without that.
  for (let round = 0; round < 150 && !good(seen); round++) {
    await new Promise<void>((then) => machineTimeout(then, 20));
    await pass(0);
    seen = look();
  }
  return seen;
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

interface ClickOptions {
  readonly button?: 'left' | 'right';
  readonly modifiers?: readonly ('Shift' | 'Control')[];
  readonly at?: { readonly x: number; readonly y: number };
}

/** Focuses an element as a press does, without a focus ring; happy-dom treats every focus as one by keyboard. */
function focusByPress(element: HTMLElement): void {
  const matches = element.matches.bind(element);
  const value = (selector: string): boolean => selector !== ':focus-visible' && matches(selector);
  Object.defineProperty(element, 'matches', { configurable: true, value });
  element.focus();
  Reflect.deleteProperty(element, 'matches');
}

/** Presses and releases the pointer on an element. */
export function clickOn(element: Element, { button = 'left', modifiers = [], at }: ClickOptions = {}): void {
  const init = {
    ...middleOf(element),
    ...(at && { clientX: at.x, clientY: at.y }),
    view: window,
    button: button === 'left' ? 0 : 2,
    shiftKey: modifiers.includes('Shift'),
    ctrlKey: modifiers.includes('Control'),
    pointerId: 1,
  };
  fireEvent.pointerDown(element, init);
  if (fireEvent.mouseDown(element, init)) {
    const target = element.closest<HTMLElement>('button, input, select, textarea, summary, [tabindex]');
    const active = document.activeElement;
    if (target === null && active instanceof HTMLElement) active.blur();
    else if (target !== null && target !== active) focusByPress(target);
  }
  fireEvent.pointerUp(element, init);
  fireEvent.mouseUp(element, init);
  if (button === 'left') fireEvent.click(element, init);
  else fireEvent.contextMenu(element, init);
}

function middleOf(element: Element): { readonly clientX: number; readonly clientY: number } {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { clientX: x + width / 2, clientY: y + height / 2 };
}

/** Presses a key with its modifiers (`Control+d`) on the focused element. */
export function pressKey(combination: string): void {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const element = document.activeElement ?? document.body;
  const init = {
    key,
    code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Control'),
    altKey: parts.includes('Alt'),
  };
  if (fireEvent.keyDown(element, init)) defaultOf(element, key);
  fireEvent.keyUp(element, init);
}

/** Performs the browser's default action for a key that the page did not handle. */
function defaultOf(element: Element, key: string): void {
  if (key === 'Enter' && element instanceof HTMLInputElement) element.form?.requestSubmit();
  if ((key === 'Enter' || key === ' ') && element instanceof HTMLButtonElement) element.click();
}

function isChecked(box: Element): boolean {
  return box instanceof HTMLInputElement ? box.checked : box.getAttribute('aria-checked') === 'true';
}

/** Says whether a `header` is the page's banner, as browsers do: one within a section is not; Testing Library takes each. */
const isBanner = (header: Element): boolean => header.closest('article, aside, main, nav, section') === null;

export class Locator {
  readonly words: string;
  private readonly find: () => readonly Element[];

  constructor(words: string, find: () => readonly Element[]) {
    this.words = words;
    this.find = find;
  }

  /** Returns the elements that match now. */
  now(): readonly Element[] {
    return this.find();
  }

  /** Returns the only matching element, once it exists; several are a mistake of the test. */
  async one(): Promise<HTMLElement> {
    const found = await until(this.find, (seen) => seen.length === 1);
    if (found.length !== 1) throw new Error(`${found.length} of ${this.words}, not one`);
    return found[0] as HTMLElement;
  }

  private within(words: string, of: (element: HTMLElement) => Iterable<Element>): Locator {
    return new Locator(`${this.words} ${words}`, () => [
      ...new Set(this.find().flatMap((element) => [...of(element as HTMLElement)])),
    ]);
  }

  locator(selector: string): Locator {
    return this.within(selector, (element) => element.querySelectorAll(selector));
  }

  getByRole(role: ByRoleMatcher, options?: ByRoleOptions): Locator {
    return this.within(`${role} ${options?.name ?? ''}`, (element) =>
      queryAllByRole(element, role, options).filter((found) => role !== 'banner' || isBanner(found)),
    );
  }

  getByLabelText(text: Matcher, options?: SelectorMatcherOptions): Locator {
    return this.within(`labelled ${text}`, (element) => queryAllByLabelText(element, text, options));
  }

  getByTitle(title: Matcher, options?: MatcherOptions): Locator {
    return this.within(`titled ${title}`, (element) => queryAllByTitle(element, title, options));
  }

  getByText(text: Matcher, options?: SelectorMatcherOptions): Locator {
    return this.within(`with ${text}`, (element) => queryAllByText(element, text, options));
  }

  first(): Locator {
    return new Locator(`first ${this.words}`, () => this.find().slice(0, 1));
  }

  nth(at: number): Locator {
    return new Locator(`${this.words} ${at}`, () => this.find().slice(at, at + 1));
  }

  async click(options?: ClickOptions): Promise<void> {
    const element = await this.one();
    if (element.matches(':disabled')) throw new Error(`${this.words} is disabled`);
    clickOn(element, options);
    await pass();
  }

  async isEnabled(): Promise<boolean> {
    return !(await this.one()).matches(':disabled');
  }

  async dblclick(options?: ClickOptions): Promise<void> {
    const element = await this.one();
    clickOn(element, options);
    clickOn(element, options);
    fireEvent.dblClick(element, {
      ...middleOf(element),
      ...(options?.at && { clientX: options.at.x, clientY: options.at.y }),
    });
    await pass();
  }

  async hover(): Promise<void> {
    const element = await this.one();
    const init = { ...middleOf(element), pointerId: 1, pointerType: 'mouse' };
    fireEvent.pointerOver(element, init);
    fireEvent.pointerEnter(element, init);
    fireEvent.mouseOver(element, init);
    fireEvent.mouseEnter(element, init);
    fireEvent.pointerMove(element, init);
    fireEvent.mouseMove(element, init);
    await pass();
  }

  async focus(): Promise<void> {
    (await this.one()).focus();
    await pass();
  }

  async press(key: string): Promise<void> {
    await this.focus();
    pressKey(key);
    await pass();
  }

  async fill(text: string): Promise<void> {
    const field = await this.one();
    field.focus();
    fireEvent.input(field, { target: { value: text } });
    await pass();
  }

  async selectOption(value: string): Promise<void> {
    await this.click();
    const list = (await this.one()).getAttribute('aria-controls');
    const option = `[id="${list}"] [role=option][data-value="${value}"]`;
    await new Locator(option, () => [...document.querySelectorAll(option)]).click();
  }

  private async setChecked(checked: boolean): Promise<void> {
    const box = await this.one();
    if (isChecked(box) !== checked) await this.click();
    expect(isChecked(await this.one())).toBe(checked);
  }

  check(): Promise<void> {
    return this.setChecked(true);
  }

  uncheck(): Promise<void> {
    return this.setChecked(false);
  }

  async textContent(): Promise<string> {
    return (await this.one()).textContent ?? '';
  }

  allText(): readonly string[] {
    return this.find().map((element) => squeezed(element.textContent ?? ''));
  }
}
