// What a test expects of an element of the headless page, each looked at until it holds: by jest-dom, and in Playwright's words where
// those of the browser's tests are others (text and count).

import type { TestingLibraryMatchers } from '@testing-library/jest-dom/matchers';
import * as jestDom from '@testing-library/jest-dom/matchers';
import { expect } from 'vitest';
import { type Locator, until } from './locator.ts';

interface Answer {
  readonly pass: boolean;
  message(): string;
}

/** The context in which Vitest calls a matcher; `isNot` is set only for a negated one. */
interface Asked {
  readonly isNot?: boolean;
}

type Text = string | RegExp;

/** Repeats `ask` until it gives the expected answer; returns the last one. */
function look(asked: Asked, ask: () => Answer): Promise<Answer> {
  return until(ask, ({ pass }) => pass !== (asked.isNot === true));
}

/** Returns an answer about the texts of all matching elements. */
function aboutTexts(
  asked: Asked,
  located: Locator,
  wanted: string,
  fits: (texts: readonly string[]) => boolean,
) {
  return look(asked, () => {
    const texts = located.allText();
    const not = asked.isNot === true ? ' not' : '';
    return {
      pass: fits(texts),
      message: () => `${located.words}: expected${not} ${wanted}, found ${JSON.stringify(texts)}`,
    };
  });
}

const inWords = {
  toContainText(this: Asked, located: Locator, text: Text) {
    const holds = (seen = ''): boolean => (text instanceof RegExp ? text.test(seen) : seen.includes(text));
    return aboutTexts(this, located, `${text}`, (texts) => texts.length === 1 && holds(texts[0]));
  },
  toHaveText(this: Asked, located: Locator, text: Text) {
    const same = (seen = ''): boolean => (text instanceof RegExp ? text.test(seen) : seen === text);
    return aboutTexts(this, located, `${text}`, (texts) => texts.length === 1 && same(texts[0]));
  },
  toHaveCount(this: Asked, located: Locator, count: number) {
    return look(this, () => {
      const { length } = located.now();
      const message = (): string => `${located.words}: expected ${count}, found ${length}`;
      return { pass: length === count, message };
    });
  },
};

/** The matchers of jest-dom for the only matching element. */
const ofJestDom = {
  toBeChecked: jestDom.toBeChecked,
  toBeDisabled: jestDom.toBeDisabled,
  toBeEnabled: jestDom.toBeEnabled,
  toBeVisible: jestDom.toBeVisible,
  toHaveAccessibleName: jestDom.toHaveAccessibleName,
  toHaveAttribute: jestDom.toHaveAttribute,
  toHaveClass: jestDom.toHaveClass,
  toHaveFocus: jestDom.toHaveFocus,
  toHaveValue: jestDom.toHaveValue,
};

const waiting = Object.fromEntries(
  Object.entries(ofJestDom).map(([name, matcher]) => [
    name,
    function (this: Asked, located: Locator, ...wanted: readonly never[]): Promise<Answer> {
      return look(this, () => {
        const [element, ...others] = located.now();
        if (element !== undefined && others.length === 0) {
          const answer: Answer = Reflect.apply(matcher, this, [element, ...wanted]);
          return { pass: answer.pass, message: () => `${located.words}: ${answer.message()}` };
        }
        // Neither holds what is said of nothing, or of several, nor its contrary.
        const message = (): string => `${element ? others.length + 1 : 0} of ${located.words}, not one`;
        return { pass: this.isNot === true, message };
      });
    },
  ]),
);

type Waiting<Of> = {
  [Name in keyof Of]: Of[Name] extends (...wanted: [Locator, ...infer Rest]) => unknown
    ? (...wanted: Rest) => Promise<void>
    : never;
};
type OfJestDom = Pick<TestingLibraryMatchers<unknown, Promise<void>>, keyof typeof ofJestDom>;

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration of Vitest that this adds to has the same parameter.
  interface Matchers<T = any> extends Waiting<typeof inWords>, OfJestDom {}
}

expect.extend({ ...inWords, ...waiting });
