// What was seen to flow, as text beside a draft. What comes back from a browser's storage is not trusted: it is read as a dropped record.

import { oncePer } from '../../../core/compose/once-per.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';

/** A larger record is left out of a draft: one of a day of 60 services is smaller. In characters. */
export const mostObserved = 1_000_000;

/** The text of a record; null for one that is too large. Every change of the work asks for it, and a record seldom changes. */
export const storedObserved = oncePer((record: ObservedRecord): string | null => {
  const text = JSON.stringify(record);
  return text.length > mostObserved ? null : text;
});

/** The record of a draft; null where it has none that can be read. */
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
