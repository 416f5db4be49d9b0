// What was seen to flow, as text beside a draft. What comes back from a browser's storage is not trusted: it is read as a dropped record.

import { memoize } from '../../../core/compose/memoize.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';

/** The most characters of an observed record that a draft stores. A record of one day of 60 services is smaller. */
export const mostObserved = 1_000_000;

/** Returns the text of an observed record; null when it is too large. The text is cached, since the record rarely changes. */
export const storedObserved = memoize((record: ObservedRecord): string | null => {
  const text = JSON.stringify(record);
  return text.length > mostObserved ? null : text;
});

/** Reads the observed record of a draft; null without one, or when it is unreadable. */
export async function readStoredObserved(text: string | undefined): Promise<ObservedRecord | null> {
  if (text === undefined) return null;
  const { RecordError, readRecord } = await import('../../../core/observed/record.ts');
  try {
    return readRecord(text);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    return null;
  }
}
