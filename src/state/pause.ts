/** Lets the browser paint and hear the person before the next task. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
