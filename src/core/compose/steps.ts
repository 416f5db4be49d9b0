// Long work in short steps. A command runs them in one go; a page yields to main between them.

/** Work that stops after each step; its result comes last. */
export type Steps<T> = Generator<void, T>;

/** The result of all steps, in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
