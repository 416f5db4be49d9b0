import { type ComponentType, useSyncExternalStore } from 'react';

type Fetch<P> = { readonly component: ComponentType<P> } | { readonly error: unknown } | null;

/** A part of the page whose code is fetched once. */
export interface FetchedPart<P> {
  /** Returns the fetched component; null while it is on its way. Throws what the fetch threw. */
  readonly component: () => ComponentType<P> | null;
  /** Calls `listener` when the fetch ends; returns a function that stops it. */
  readonly follow: (listener: () => void) => () => void;
  /** Begins the fetch, unless it has begun. */
  readonly begin: () => void;
}

/** Returns a part whose code is fetched by `load`. */
export function fetchedPart<P extends object>(load: () => Promise<ComponentType<P>>): FetchedPart<P> {
  let fetch: Fetch<P> = null;
  let begun = false;
  const listeners = new Set<() => void>();
  const end = (result: Fetch<P>): void => {
    fetch = result;
    for (const listener of listeners) listener();
  };
  return {
    component() {
      if (fetch === null) return null;
      if ('error' in fetch) throw fetch.error;
      return fetch.component;
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin() {
      if (begun) return;
      begun = true;
      load().then(
        (component) => end({ component }),
        (error: unknown) => end({ error }),
      );
    },
  };
}

const Nothing = () => null;

/**
 * Returns a component whose code is fetched at its first render and which renders `Before` until then. `lazy` would show it 300 ms after
 * the last fallback.
 */
export function fetched<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Before: ComponentType = Nothing,
): ComponentType<P> {
  const part = fetchedPart(load);
  return function Fetched(props: P) {
    part.begin();
    const Component = useSyncExternalStore(part.follow, part.component);
    return Component === null ? <Before /> : <Component {...props} />;
  };
}
