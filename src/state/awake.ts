// When the page may fetch what its first picture does not need: once a card stands, a person does something, or nothing
// happens for a while. The shell calls `wake`; whatever is lazy waits for `awake`.

let resolveAwake: () => void = () => {};

/** Resolves once the first picture is not to be waited for any longer. */
export const awake: Promise<void> = new Promise((resolve) => {
  resolveAwake = resolve;
});

/** Says that it is time. */
export function wake(): void {
  resolveAwake();
}
