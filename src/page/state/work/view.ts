import type { StoreApi } from 'zustand/vanilla';
import { shallow } from 'zustand/vanilla/shallow';

/** A part of a store as a store of its own, which cannot be set: what is derived from the state has no second owner. */
export type View<T> = Omit<StoreApi<T>, 'setState'>;

/** What `pick` makes of the state of `store`. Subscribers hear of a change where a member of that is another one. */
export function viewOf<S, T>(store: StoreApi<S>, pick: (state: S) => T): View<T> {
  let from = store.getState();
  let picked = pick(from);
  const initial = picked;
  function getState(): T {
    const now = store.getState();
    if (now !== from) {
      from = now;
      const next = pick(now);
      if (!shallow(picked, next)) picked = next;
    }
    return picked;
  }
  return {
    getState,
    getInitialState: () => initial,
    subscribe(listener) {
      let before = getState();
      return store.subscribe(() => {
        const now = getState();
        const last = before;
        before = now;
        if (now !== last) listener(now, last);
      });
    },
  };
}
