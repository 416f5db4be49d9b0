import type { FileHome, HomeText } from '../file-home.ts';

/** A file on a disk that the test can change behind the page's back. */
export interface FakeHome extends FileHome {
  /** What is on disk. */
  text(): string;
  /** Another program writes. */
  change(text: string): void;
  /** How often the page wrote. */
  writes(): number;
}

/** Returns a home whose version is its text. */
export function fakeHome(file: string, begin: string): FakeHome {
  let held = begin;
  let writes = 0;
  const listeners = new Set<(now: HomeText) => void>();
  const now = (): HomeText => ({ text: held, version: held });
  return {
    file,
    text: () => held,
    writes: () => writes,
    change(text) {
      held = text;
      for (const listener of listeners) listener(now());
    },
    read: async () => now(),
    async write(text, version) {
      if (version !== held) return { kind: 'changed', now: now() };
      held = text;
      writes++;
      return { kind: 'saved', version: text };
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
