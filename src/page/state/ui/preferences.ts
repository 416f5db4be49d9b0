// What the browser remembers between visits: theme, sizes, which panels are open. Never anything of a file.
// A browser may refuse storage (private windows, blocked site data): then nothing is remembered and nothing fails.

const prefix = 'bulkhead.';

/** Returns the stored text, or null. */
export function readPreference(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(prefix + key) ?? null;
  } catch {
    return null;
  }
}

/** Stores a text if the browser allows it. */
export function writePreference(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(prefix + key, value);
  } catch {
    // Not remembered; the page works the same.
  }
}

/** Removes a stored text. */
export function forgetPreference(key: string): void {
  try {
    globalThis.localStorage?.removeItem(prefix + key);
  } catch {
    // Nothing was remembered.
  }
}
