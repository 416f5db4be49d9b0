/** Resolves after so many milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Lets the browser paint and take the person's input before the next task. */
export function yieldToMain(): Promise<void> {
  return wait(0);
}

/** Milliseconds after which a task yields: a page that answers within 100 feels as if it never stopped. */
export const longestTask = 25;

/** To be awaited between the steps of long work on the page: yields to main where the task has lasted long enough. */
export function createYield(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < longestTask) return;
    await yieldToMain();
    began = performance.now();
  };
}
