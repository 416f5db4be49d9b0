/** Resolves after so many milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets the browser paint and hear the person before the next task. */
export function pause(): Promise<void> {
  return wait(0);
}
