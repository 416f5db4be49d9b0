// Finds elements of the headless page as Playwright finds those of the browser: by selector, role and name, asked anew each
// time, and waiting for what is on its way.

import { expect, vi } from 'vitest';

/** Of the machine, not of the test's clock. */
const nextTask: (then: () => void) => unknown = setImmediate;
const machineTimeout = setTimeout;

/** Lets what is under way come to an end: tasks of the machine, and `milliseconds` of the page's own time. */
export async function pass(milliseconds = 20): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  for (let round = 0; round < 3; round++) await new Promise<void>((then) => nextTask(then));
}

/** So long an answer may take, in milliseconds of the page's own time. */
const patience = 4_000;

/** What `look` answers once `good` holds, else what it answered last. */
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

type Text = string | RegExp;

interface Exact {
  /** The whole text, and its case. */
  readonly exact?: boolean;
}

const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

function matches(text: string, wanted: Text, exact = false): boolean {
  if (wanted instanceof RegExp) return wanted.test(text);
  return exact ? text === wanted : text.toLowerCase().includes(wanted.toLowerCase());
}

const roleSelectors: { readonly [role: string]: string } = {
  alert: '[role=alert]',
  banner: 'header.topbar, [role=banner], .bh-shell > header',
  button: 'button:not([role]), [role=button]',
  checkbox: '[role=checkbox]',
  combobox: '[role=combobox], select',
  contentinfo: 'footer',
  dialog: '[role=dialog]',
  gridcell: 'td[aria-label], [role=gridcell]',
  group: 'fieldset, [role=group]',
  heading: 'h1, h2, h3, h4',
  menu: '[role=menu]',
  menuitem: '[role=menuitem]',
  option: '[role=option]',
  radio: 'input[type=radio], [role=radio]',
  region: 'section[aria-label], section[aria-labelledby], [role=region]',
  rowheader: 'th[scope=row]',
  status: '[role=status]',
  tab: '[role=tab]',
  tablist: '[role=tablist]',
  tabpanel: '[role=tabpanel]',
  textbox: 'input:not([type]), input[type=text], input[type=search], textarea, [role=textbox]',
  tooltip: '[role=tooltip]',
};

function labelsOf(element: Element): string {
  const named = element.getAttribute('aria-labelledby');
  if (named !== null)
    return named
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent)
      .join(' ');
  const own = element.getAttribute('aria-label');
  if (own !== null) return own;
  const { id } = element;
  // Not by a selector with the id: each such would look at all of the page once more.
  const around = element.closest('label');
  const label =
    around ?? (id ? [...document.getElementsByTagName('label')].find((each) => each.htmlFor === id) : null);
  return label?.textContent ?? '';
}

/** The name by which a screen reader knows an element, as far as the page makes use of the rules. */
export function nameOf(element: Element): string {
  return squeezed(labelsOf(element) || element.textContent || element.getAttribute('title') || '');
}

interface Keys {
  readonly shiftKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
}

interface ClickOptions {
  readonly button?: 'left' | 'right';
  readonly modifiers?: readonly ('Shift' | 'Control')[];
  readonly at?: { readonly x: number; readonly y: number };
}

/** Gives the focus as a press does: no ring. happy-dom takes every focus for one of the keyboard. */
function focusByPress(element: HTMLElement): void {
  const matches = element.matches.bind(element);
  const value = (selector: string): boolean => selector !== ':focus-visible' && matches(selector);
  Object.defineProperty(element, 'matches', { configurable: true, value });
  element.focus();
  Reflect.deleteProperty(element, 'matches');
}

/** A press and a release on an element. */
export function clickOn(element: Element, { button = 'left', modifiers = [], at }: ClickOptions = {}): void {
  const { x, y, width, height } = element.getBoundingClientRect();
  const init = {
    bubbles: true,
    cancelable: true,
    view: window,
    button: button === 'left' ? 0 : 2,
    clientX: at?.x ?? x + width / 2,
    clientY: at?.y ?? y + height / 2,
    shiftKey: modifiers.includes('Shift'),
    ctrlKey: modifiers.includes('Control'),
    pointerId: 1,
  };
  element.dispatchEvent(new PointerEvent('pointerdown', init));
  if (element.dispatchEvent(new MouseEvent('mousedown', init))) {
    const target = element.closest<HTMLElement>('button, input, select, textarea, summary, [tabindex]');
    const active = document.activeElement;
    if (target === null && active instanceof HTMLElement) active.blur();
    else if (target !== null && target !== active) focusByPress(target);
  }
  element.dispatchEvent(new PointerEvent('pointerup', init));
  element.dispatchEvent(new MouseEvent('mouseup', init));
  element.dispatchEvent(new MouseEvent(button === 'left' ? 'click' : 'contextmenu', init));
}

/** `Control+d`: a key with what is held beside it, on what has the focus. */
export function pressKey(combination: string): void {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const held: Keys = {
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Control'),
    altKey: parts.includes('Alt'),
  };
  const element = document.activeElement ?? document.body;
  const code = /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key;
  const init = { key, code, bubbles: true, cancelable: true, ...held };
  if (element.dispatchEvent(new KeyboardEvent('keydown', init))) defaultOf(element, key);
  element.dispatchEvent(new KeyboardEvent('keyup', init));
}

/** What a browser itself does with a key that the page leaves to it. */
function defaultOf(element: Element, key: string): void {
  if (key === 'Enter' && element instanceof HTMLInputElement) element.form?.requestSubmit();
  if ((key === 'Enter' || key === ' ') && element instanceof HTMLButtonElement) element.click();
}

export function isChecked(box: Element): boolean {
  return box instanceof HTMLInputElement ? box.checked : box.getAttribute('aria-checked') === 'true';
}

/** Writes into a field as typing does. */
function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  // React listens to the property of the element itself.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

export class Locator {
  readonly words: string;
  private readonly find: () => readonly Element[];

  constructor(words: string, find: () => readonly Element[]) {
    this.words = words;
    this.find = find;
  }

  /** Those that are there now. */
  now(): readonly Element[] {
    return this.find();
  }

  /** The one element, once it is there; more than one is a mistake of the test. */
  async one(): Promise<HTMLElement> {
    const found = await until(this.find, (seen) => seen.length === 1);
    if (found.length !== 1) throw new Error(`${found.length} of ${this.words}, not one`);
    return found[0] as HTMLElement;
  }

  private within(words: string, of: (element: Element) => Iterable<Element>): Locator {
    return new Locator(`${this.words} ${words}`, () => [
      ...new Set(this.find().flatMap((element) => [...of(element)])),
    ]);
  }

  locator(selector: string): Locator {
    return this.within(selector, (element) => element.querySelectorAll(selector));
  }

  getByRole(role: string, { name, exact = false }: { readonly name?: Text } & Exact = {}): Locator {
    const selector = roleSelectors[role];
    if (selector === undefined) throw new Error(`no selector for the role ${role}`);
    return this.within(`${role} ${name ?? ''}`, (element) =>
      [...element.querySelectorAll(selector)].filter(
        (each) => name === undefined || matches(nameOf(each), name, exact),
      ),
    );
  }

  getByLabel(label: Text): Locator {
    return this.within(`labelled ${label}`, (element) =>
      [...element.querySelectorAll('input, select, textarea, [role=combobox], [aria-label]')].filter((each) =>
        matches(squeezed(labelsOf(each)), label),
      ),
    );
  }

  getByPlaceholder(words: Text): Locator {
    return this.within(`held open for ${words}`, (element) =>
      [...element.querySelectorAll('[placeholder]')].filter((each) =>
        matches(each.getAttribute('placeholder') ?? '', words),
      ),
    );
  }

  getByTitle(title: Text): Locator {
    return this.within(`titled ${title}`, (element) =>
      [...element.querySelectorAll('[title]')].filter((each) =>
        matches(each.getAttribute('title') ?? '', title),
      ),
    );
  }

  /** The innermost elements that hold the text. */
  getByText(text: Text, { exact = false }: Exact = {}): Locator {
    const holds = (each: Element): boolean => matches(squeezed(each.textContent ?? ''), text, exact);
    return this.within(`with ${text}`, (element) =>
      [...element.querySelectorAll('*')].filter((each) => holds(each) && ![...each.children].some(holds)),
    );
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
    const { x, y, width, height } = element.getBoundingClientRect();
    const { clientX, clientY } = {
      clientX: options?.at?.x ?? x + width / 2,
      clientY: options?.at?.y ?? y + height / 2,
    };
    element.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, cancelable: true, clientX, clientY }));
    await pass();
  }

  async hover(): Promise<void> {
    const element = await this.one();
    const { x, y, width, height } = element.getBoundingClientRect();
    const at = { clientX: x + width / 2, clientY: y + height / 2 };
    for (const type of [
      'pointerover',
      'pointerenter',
      'mouseover',
      'mouseenter',
      'pointermove',
      'mousemove',
    ]) {
      const bubbles = !type.endsWith('enter');
      element.dispatchEvent(new PointerEvent(type, { bubbles, pointerId: 1, pointerType: 'mouse', ...at }));
    }
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
    write(field as HTMLInputElement, text);
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
