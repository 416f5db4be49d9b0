// Long work in short steps. A command runs them in one go; a page yields to main between them.

/** Work that pauses after each step and returns its result at the end. */
export type Steps<T> = Generator<void, T>;

/** Returns the result of all steps, run at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
