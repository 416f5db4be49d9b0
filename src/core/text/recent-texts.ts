// What follows from texts that were read last, so that the same text is not read again.

/** A cache of values by text, with limited room. */
export interface RecentTexts<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/**
 * Returns a cache for the values of recently used texts, limited in number and in total length. A text longer than half of that length is
 * not cached.
 */
export function recentTexts<T>(mostTexts: number, mostLength: number): RecentTexts<T> {
  const recent = new Map<string, T>();
  let length = 0;
  const forget = (text: string): void => {
    if (recent.delete(text)) length -= text.length;
  };
  return {
    get(text) {
      const value = recent.get(text);
      if (value === undefined) return undefined;
      recent.delete(text);
      recent.set(text, value);
      return value;
    },
    set(text, value) {
      forget(text);
      if (text.length > mostLength / 2) return;
      recent.set(text, value);
      length += text.length;
      for (const oldest of recent.keys()) {
        if (recent.size <= mostTexts && length <= mostLength) break;
        forget(oldest);
      }
    },
  };
}
