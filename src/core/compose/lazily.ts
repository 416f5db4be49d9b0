// Answers that are worked out when they are first asked for, so that nobody waits for what is not asked.

import { finish, type Steps } from './steps.ts';

/** Returns an object whose members are computed when they are first read, and are plain values from then on. */
export function lazily<T extends object>(members: { readonly [K in keyof T]: () => T[K] }): T {
  const lazyObject = {};
  for (const key of Object.keys(members) as (keyof T)[]) {
    Object.defineProperty(lazyObject, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = members[key]();
        Object.defineProperty(lazyObject, key, { enumerable: true, value });
        return value;
      },
    });
  }
  return lazyObject as T;
}

/** A value that takes long to compute. */
export interface Deferred<T> {
  /** The value, computed at once when it is not known yet. */
  readonly value: T;
  /** Computes the value in short steps. */
  steps(): Steps<T>;
}

/** Returns a value that `make` computes when it is first requested. */
export function deferred<T>(make: () => Steps<T>): Deferred<T> {
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
