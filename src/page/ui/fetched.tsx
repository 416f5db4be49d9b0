import { type ComponentType, useSyncExternalStore } from 'react';

type Fetch<P> = { readonly component: ComponentType<P> } | { readonly error: unknown } | null;

/**
 * Returns a component whose code is fetched at its first render and which renders nothing until then. `lazy` would show it 300 ms after the
 * last fallback, and letters typed meanwhile would be lost.
 */
export function fetched<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let fetch: Fetch<P> = null;
  let begun = false;
  const listeners = new Set<() => void>();
  const end = (result: Fetch<P>): void => {
    fetch = result;
    for (const listener of listeners) listener();
  };
  const follow = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const begin = (): void => {
    if (begun) return;
    begun = true;
    load().then(
      (component) => end({ component }),
      (error: unknown) => end({ error }),
    );
  };
  // biome-ignore lint/correctness/noComponentHookFactories: it is made at the level of a module, once for each part.
  return function Fetched(props: P) {
    begin();
    const state = useSyncExternalStore(follow, () => fetch);
    if (state === null) return null;
    if ('error' in state) throw state.error;
    const { component: Component } = state;
    return <Component {...props} />;
  };
}
