// Answers that are worked out when they are first asked for, so that nobody waits for what is not asked.

import { finish, type Steps } from './steps.ts';

/** An object whose members are worked out when they are first read, and are plain values from then on. */
export function lazily<T extends object>(members: { readonly [K in keyof T]: () => T[K] }): T {
  const made = {};
  for (const key of Object.keys(members) as (keyof T)[]) {
    Object.defineProperty(made, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = members[key]();
        Object.defineProperty(made, key, { enumerable: true, value });
        return value;
      },
    });
  }
  return made as T;
}

/** One answer that is long to work out. */
export interface Later<T> {
  /** The answer, worked out in one go where it is not known yet. */
  readonly value: T;
  /** The same in short steps. */
  steps(): Steps<T>;
}

/** An answer that `make` works out when it is first asked for. */
export function later<T>(make: () => Steps<T>): Later<T> {
  let known: { readonly value: T } | null = null;
  function* steps(): Steps<T> {
    if (known === null) {
      const value = yield* make();
      known ??= { value };
    }
    return known.value;
  }
  return {
    get value() {
      return finish(steps());
    },
    steps,
  };
}
