// What follows from texts that were read last, so that the same text is not read again.

/** Values by text, as many as there is room for. */
export interface RecentTexts<T> {
  get(text: string): T | undefined;
  set(text: string, value: T): void;
}

/** Keeps the values of the texts that were used last: so many, of so many characters together. None longer than half of that is kept. */
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
