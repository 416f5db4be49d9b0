// Playwright's words for what a test expects of an element, for the headless page: each looks until it holds.

import { expect } from 'vitest';
import { isChecked, type Locator, nameOf, until } from './locator.ts';

interface Answer {
  readonly pass: boolean;
  message(): string;
}

type Text = string | RegExp;

/** How Vitest calls a matcher; `isNot` is set where it is negated only. */
interface Asked {
  readonly isNot?: boolean;
}

/** An answer that holds once `fits` does; negated, once it does not. */
async function look<T>(
  asked: Asked,
  located: Locator,
  see: () => T,
  fits: (seen: T) => boolean,
  wanted: string,
): Promise<Answer> {
  const isNot = asked.isNot === true;
  const seen = await until(see, (now) => fits(now) !== isNot);
  return {
    pass: fits(seen),
    message: () =>
      `${located.words}: expected${isNot ? ' not' : ''} ${wanted}, found ${JSON.stringify(seen)}`,
  };
}

/** The attribute or property of the one element; null where there is none, or more than one. */
function ofOne<T>(located: Locator, read: (element: HTMLInputElement) => T): () => T | null {
  return () => {
    const found = located.now();
    return found.length === 1 ? read(found[0] as HTMLInputElement) : null;
  };
}

const holds = (text: string, wanted: Text): boolean =>
  wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);

const own = {
  toContainText(this: Asked, located: Locator, text: Text) {
    const fits = (seen: readonly string[]): boolean => seen.length === 1 && holds(seen[0] ?? '', text);
    return look(this, located, () => located.allText(), fits, `${text}`);
  },
  toHaveText(this: Asked, located: Locator, text: Text) {
    const same = (seen: string): boolean => (text instanceof RegExp ? text.test(seen) : seen === text);
    const fits = (seen: readonly string[]): boolean => seen.length === 1 && same(seen[0] ?? '');
    return look(this, located, () => located.allText(), fits, `${text}`);
  },
  toHaveClass(this: Asked, located: Locator, name: RegExp) {
    const see = ofOne(located, (element) => element.className);
    return look(this, located, see, (seen) => seen !== null && name.test(seen), `${name}`);
  },
  toBeVisible(this: Asked, located: Locator) {
    return look(
      this,
      located,
      () => located.now().length,
      (count) => count === 1,
      'one',
    );
  },
  toHaveCount(this: Asked, located: Locator, count: number) {
    return look(
      this,
      located,
      () => located.now().length,
      (seen) => seen === count,
      `${count}`,
    );
  },
  toBeDisabled(this: Asked, located: Locator) {
    return look(
      this,
      located,
      ofOne(located, (element) => element.disabled),
      (seen) => seen === true,
      'disabled',
    );
  },
  toBeEnabled(this: Asked, located: Locator) {
    return look(
      this,
      located,
      ofOne(located, (element) => element.disabled),
      (seen) => seen === false,
      'enabled',
    );
  },
  toBeChecked(this: Asked, located: Locator) {
    return look(this, located, ofOne(located, isChecked), (seen) => seen === true, 'checked');
  },
  toBeFocused(this: Asked, located: Locator) {
    const see = ofOne(located, (element) => element === document.activeElement);
    return look(this, located, see, (seen) => seen === true, 'the focus');
  },
  toHaveValue(this: Asked, located: Locator, value: string) {
    return look(
      this,
      located,
      ofOne(located, (element) => element.value),
      (seen) => seen === value,
      value,
    );
  },
  toHaveAccessibleName(this: Asked, located: Locator, name: Text) {
    const fits = (seen: string | null): boolean =>
      seen !== null && (name instanceof RegExp ? name.test(seen) : seen === name);
    return look(this, located, ofOne(located, nameOf), fits, `${name}`);
  },
  toHaveAttribute(this: Asked, located: Locator, name: string, value?: string) {
    const see = ofOne(located, (element) => element.getAttribute(name));
    const fits = (seen: string | null): boolean => (value === undefined ? seen !== null : seen === value);
    return look(this, located, see, fits, value === undefined ? name : `${name}="${value}"`);
  },
};

type Own = {
  [Name in keyof typeof own]: (
    ...wanted: Parameters<(typeof own)[Name]> extends [Locator, ...infer Rest] ? Rest : never
  ) => Promise<void>;
};

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration of Vitest that this adds to has the same parameter.
  interface Matchers<T = any> extends Own {}
}

expect.extend(own);
